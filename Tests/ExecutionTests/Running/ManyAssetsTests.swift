import Attempt
import Contract
import Dagster
import DagsterModel
import Diagnostics
import Testing

/// Requests grow with hundreds of assets, not with each.
@Suite struct ManyAssetsTests {
  static func assets(_ count: Int, keys: (Int) -> [String] = { _ in FakeAsset.days }) -> [FakeAsset] {
    (0..<count).map { index in
      FakeAsset(
        name: "wide_\(index)",
        type: "TIME_WINDOW",
        format: "%Y-%m-%d",
        dimensions: [.init(name: "default", keys: keys(index))]
      )
    }
  }

  static func document(_ count: Int) -> String {
    let names = (0..<count).map { "      - wide_\($0)\n" }.joined()
    return Lab.heading
      + "  - backfill:\n      assets:\n\(names)      partitions:\n        partitioning: daily\n"
      + "        from: \"2024-02-01\"\n        through: \"2024-02-03\"\n"
  }

  @Test(arguments: [(1, 5), (2, 6), (100, 7), (300, 11)])
  func areAskedForTogether(_ count: Int, _ requests: Int) async throws {
    let lab = try Lab({ $0.assets = Self.assets(count) }, document: Self.document(count))
    // What is planned is right: the fake takes on three partitions of one asset alone.
    _ = await lab.run()
    // One of them asks for the job's name, before its first launch.
    let planning = lab.server.operations.prefix { $0 != "LaunchBackfill" }
    #expect(lab.server.work.map(\.partitions) == [["2024-02-01", "2024-02-02", "2024-02-03"]])
    #expect(planning.count <= requests, "\(planning)")
  }

  /// Whatever is there already: Dagster isn't asked for the job's name where nothing is launched.
  @Test func thatNothingIsMissingTakesFiveRequests() async throws {
    let lab = try Lab(
      {
        $0.assets = Self.assets(1)
        $0.links.materialized = Set(FakeAsset.days)
      },
      document: Self.document(1, "only: missing")
    )
    #expect(await lab.run().verdict == .succeeded)
    #expect(
      lab.server.operations == ["Readiness", "Assets", "PartitionKeys", "Validate", "PartitionStatuses"]
    )
  }

  /// Dagster fails where it is asked who defines an asset that it doesn't know.
  @Test func whoDefinesThemIsAskedOfThoseThatDagsterKnows() async throws {
    let lab = try Lab(
      {
        $0.assets = Self.assets(2)
        $0.faults["Assets"] = [BadDayTests.Fault.exception("KeyError")]
      },
      document: Self.document(3)
    )
    let result = await lab.run()
    #expect(result.problems.map(\.message) == ["expected an asset that Dagster knows, found \"wide_2\""])
    #expect(
      lab.server.operations == ["Readiness", "Assets", "KnownAssets", "AssetCollisions", "AssetKeys"]
    )
  }

  /// A document of so many assets, with a condition.
  static func document(_ count: Int, _ condition: String) -> String {
    document(count) + "      \(condition)\n"
  }

  /// Failed partitions may have been made before: of all assets it is asked at once, where single ones matter.
  @Test(arguments: [(1, 1), (3, 1), (300, 6)])
  func whatFailedIsAskedForTogether(_ count: Int, _ requests: Int) async throws {
    let document = Self.document(count, "only: missing")
    let lab = try Lab(
      {
        $0.assets = Self.assets(count)
        $0.links.failed = ["2024-02-01", "2024-02-02"]
        $0.links.materialized = ["2024-02-01"]
      },
      document: document
    )
    _ = await lab.run()
    #expect(lab.server.work.map(\.partitions) == [["2024-02-02", "2024-02-03"]])
    let planning = lab.server.operations.prefix { $0 != "LaunchBackfill" }
    #expect(planning.count { $0 == "EverMaterialized" } == requests, "\(planning)")
  }

  /// Each reads another asset, of which one partition is not there, and one failed that was made before.
  @Test(arguments: [(1, 1), (3, 1), (300, 6)])
  func whatIsReadIsAskedForTogether(_ count: Int, _ requests: Int) async throws {
    func lab(missing: String) throws -> Lab {
      try Lab(
        { state in
          let own = Self.assets(count)
          state.assets = own + own.map { asset in FakeAsset(name: "up_\(asset.name)", like: asset) }
          for asset in own { state.links.upstream[asset.name] = "up_\(asset.name)" }
          state.links.failed = ["2024-02-02"]
          state.links.materialized = Set(FakeAsset.days).subtracting([missing])
        },
        document: Self.document(count, "requires: [upstreamMaterialized]")
      )
    }
    let met = try lab(missing: "2024-02-09")
    _ = await met.run()
    #expect(met.server.work.count == 1)
    let planning = met.server.operations.prefix { $0 != "LaunchBackfill" }
    for operation in ["EverMaterialized", "PartitionMapping"] {
      #expect(planning.count { $0 == operation } == requests, "\(planning)")
    }
    #expect(planning.count <= 14 + 6 * requests, "\(planning)")

    let unmet = try lab(missing: "2024-02-03")
    let result = await unmet.run()
    #expect(result.verdict == .refused)
    #expect(result.problems.count == 1)
    #expect(
      result.problems.first?.message
        == "expected everything that it reads to be materialized, found partitions of \"up_wide_0\" missing, first "
        + "\"2024-02-03\": \"2024-02-03\" of \"wide_0\" is the first to read what is missing"
    )
    // Of the first complaint the others are not asked.
    #expect(unmet.server.count(of: "PartitionMapping") == 1)
    #expect(unmet.server.work.isEmpty)
  }

  /// That keys are shared is found by comparing them all, however alike their assets look.
  @Test func anAssetWithOtherKeysIsFoundAmongMany() async throws {
    for odd in [1, 150, 299] {
      let assets = Self.assets(300) { $0 == odd ? FakeAsset.days + ["2024-02-10"] : FakeAsset.days }
      let lab = try Lab({ $0.assets = assets }, document: Self.document(300))
      let result = await lab.run()
      #expect(result.verdict == .invalidDocument)
      #expect(
        result.problems.map(\.message) == [
          "expected assets partitioned alike, found \"wide_\(odd)\" unlike \"wide_0\""
        ]
      )
    }
  }

  /// Two spellings of a letter are two keys.
  @Test func keysAreComparedByTheirBytes() async throws {
    let assets = Self.assets(3) { $0 == 2 ? FakeAsset.days + ["re\u{301}"] : FakeAsset.days + ["r\u{e9}"] }
    let lab = try Lab({ $0.assets = assets }, document: Self.document(3))
    let keys = try lab.server.client().remembering()
    try await keys.prepareKeys(of: assets.map { .init(userString: $0.name) })
    let found = try await keys.partitionKeys(of: .init(userString: "wide_2"))
    #expect(found.last.map { Array($0.utf8) } == Array("re\u{301}".utf8))
    #expect(!lab.server.operations.contains("PartitionKeys"))
  }

  /// A planning remembers nothing of the one before: what was made meanwhile is seen.
  @Test func eachPlanningAsksAnew() async throws {
    let lab = try Lab(document: Lab.reloadOrders)
    let client = try lab.server.client()
    for _ in 0..<2 { _ = try await client.remembering().partitionKeys(of: .init(userString: "orders")) }
    #expect(lab.server.count(of: "PartitionKeys") == 2)
  }
}
