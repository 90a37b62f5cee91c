extension CommandScaffold {
  var commandSource: String {
    """
    \(imports)

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
    \(planImports)

    extension \(name): Plannable {
      public func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
        let place = site.path[\\Self.asset]
        guard let found = try await site.asset(asset, at: place, problems: &problems) else { return nil }
        site.checkUnique([found], at: [place], problems: &problems)
        site.checkUnpartitioned(found, at: place, hint: "use backfill for it", problems: &problems)
        // In place of the run what the command does: a run of a job, or a `Change` that starts none.
        let run = RunRequest(job: .assetJob(in: found.repository), assetSelection: [found.key])
        return PlannedStep(run: run, assets: [found])
      }
    }

    """
  }

  /// This package's modules say of each import who sees it.
  private var imports: String {
    home.isBuiltIn
      ? "package import ExactText\npublic import Schema" : "import ExactText\nimport JobDSL\nimport Schema"
  }

  private var planImports: String {
    home.isBuiltIn
      ? "public import Dagster\nimport DagsterModel\nimport Diagnostics\npublic import JobDSL\npublic import Schema"
      : ["Commands", "Dagster", "DagsterModel", "Diagnostics", "Planning", "Schema"].map { "import \($0)" }
        .joined(separator: "\n")
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
