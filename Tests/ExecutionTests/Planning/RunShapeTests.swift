import Dagster
import DagsterModel
import Testing

@testable import Planning
@testable import Reporting
@testable import Works

/// How many runs a backfill comes to; the real server confirms it in `PlanAgainstDagsterTests`.
@Suite struct RunShapeTests {
  static let repository = RepositorySelector(location: "lab")
  static let single = BackfillPolicy(maxPartitionsPerRun: nil, type: "SINGLE_RUN")

  static func multi(_ length: Int) -> BackfillPolicy {
    BackfillPolicy(maxPartitionsPerRun: length, type: "MULTI_RUN")
  }

  static func asset(_ name: String, _ policy: BackfillPolicy? = nil) -> AssetDefinition {
    AssetDefinition(key: AssetKey(path: [name]), backfillPolicy: policy, repository: repository)
  }

  /// Three in a row, a gap, two in a row.
  static let partitions = TargetedPartitions(
    keys: ["a", "b", "c", "e", "f"],
    places: [0, 1, 2, 4, 5]
  )

  struct Example: Sendable {
    var policy: BackfillPolicy?
    var runs: Int
    var isSelfDependent = false
  }

  @Test(arguments: [
    Example(policy: nil, runs: 5),
    Example(policy: single, runs: 2),
    Example(policy: multi(1), runs: 5),
    Example(policy: multi(2), runs: 3),
    Example(policy: multi(3), runs: 2),
    Example(policy: multi(100), runs: 2),
    Example(policy: nil, runs: 5, isSelfDependent: true),
    // a b, then c and e which don't follow each other, then f.
    Example(policy: multi(2), runs: 4, isSelfDependent: true),
  ])
  func cutsByThePolicy(_ example: Example) {
    let asset = Self.asset("orders", example.policy)
    let dependency = AssetLinks.Dependency(asset: asset.key)
    let links = AssetLinks(key: asset.key, dependencies: example.isSelfDependent ? [dependency] : [])
    let shape = RunShape(of: Self.partitions, assets: [asset], links: [asset.key: links])
    #expect(shape.runs == example.runs)
    #expect(shape.isExact)
  }

  @Test func assetsOfOnePolicyShareTheirRuns() {
    let assets = [Self.asset("a"), Self.asset("b", Self.single), Self.asset("c")]
    let shape = RunShape(of: Self.partitions, assets: assets, links: [:])
    #expect(shape.groups.map { $0.assets.map(\.description) } == [["a", "c"], ["b"]])
    #expect(shape.runs == 7)
    #expect(
      shape.text == "7: a, c 5, one run a partition; b 2, one run for partitions that follow each other"
    )
  }

  @Test func saysWhereDagsterDecides() {
    let assets = [Self.asset("a"), Self.asset("b", Self.single)]
    let links = AssetLinks(key: assets[1].key, dependencies: [.init(asset: assets[0].key)])
    let shape = RunShape(of: Self.partitions, assets: assets, links: [assets[1].key: links])
    #expect([shape.runs, shape.maximum] == [7, 10])
    #expect(!shape.isExact)
  }
}
