extension CommandScaffold {
  var commandSource: String {
    """
    package import ExactText
    public import Schema

    /// Materializes an asset that has no partitions.
    ///
    /// ```swift
    /// \(name)(.products)
    /// ```
    public struct \(name): Command {
      @Exact package var asset: String

      package init(asset: String) { self.asset = asset }

      public init(_ asset: Asset<Unpartitioned>) { self.init(asset: asset.key) }

      public static let keyword = "\(keyword)"
      public static let meaning = "materializes an asset"
      public var subject: Subject { .assets([asset]) }

      public static let schema = Schema<\(name)>.object(
        "One run that materializes an asset",
        .required("asset", \\.asset, .assetKey, "an asset without partitions"),
        make: \(name).init(asset:)
      )
    }

    """
  }

  var planSource: String {
    """
    package import Dagster
    import DagsterModel
    import Diagnostics
    package import JobDSL
    package import Schema
    import Works

    extension \(name): Plannable {
      package func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
        let place = site.path["asset"]
        guard let found = try await site.asset(asset, at: place, problems: &problems) else { return nil }
        try await site.checkUnique([found], at: [place], problems: &problems)
        site.checkUnpartitioned(found, at: place, hint: "use backfill for it", problems: &problems)
        // In place of the run what the command does: other work of a kind in Sources/Works.
        let run = RunRequest(job: .assetJob(in: found.repository), assetSelection: [found.key])
        return PlannedStep(work: RunWork(run), assets: [found])
      }
    }

    """
  }

  var testSource: String {
    """
    import JobDSL
    import Testing

    @Suite struct \(testName) {
      @Test func readsBackAsTheSame() {
        let job = Job("x", owner: "me", reason: "why") { \(name)(.products) }
        #expect(JobReading(job.document.encoded(), file: "job.yaml").document == job.document)
      }

      @Test func refusesWhatIsNoAsset() {
        let found = Verdict.problems(ofStep: "\(keyword): {asset: a//b}")
        let problem = "expected an asset key like orders or sales/orders, found \\"a//b\\""
        #expect(found == ["\(keyword).asset: \\(problem)"])
      }
    }

    """
  }
}
