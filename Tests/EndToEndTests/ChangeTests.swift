import Dagster
import DagsterModel
import ExactText
import Foundation
import Ledger
import TestSupport
import Testing

/// Commands that start no run: what they change, what is left as it is, and what the plan says of both.
@Suite(.onDagster) struct ChangeTests {
  private static func add(_ keys: String...) -> String {
    "- addPartitions: {asset: change_guests, keys: [\(keys.joined(separator: ", "))]}"
  }

  private static func delete(_ keys: String...) -> String {
    "- deletePartitions: {asset: change_guests, keys: [\(keys.joined(separator: ", "))]}"
  }

  /// What a plan says of its steps, without the digest.
  private func plan(_ job: JobFile) async throws -> String {
    let ending = try await job.start("plan", "job.yaml").ending()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    return ending.output
  }

  private func expectDone(_ job: JobFile, _ launches: [Int] = [1]) async throws {
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(ending.output == "succeeded: \(job.name) succeeded\n")
    let record = try #require(try await job.record())
    #expect(record.steps.map(\.launches.count) == launches)
    #expect(record.steps.flatMap(\.launches).map(\.kind.rawValue).allSatisfy { $0 == "once" })
    try await Witness().expectNothingLaunched(by: job.name)
    // What is done is not done again.
    let again = try await job.run()
    #expect(again.output == "already_succeeded: \(job.name) has succeeded already; nothing was launched\n")
  }

  private func materialized(_ asset: String) async throws -> [String] {
    try await Witness().ask { try await $0.materializedPartitions(of: AssetKey(userString: asset)).texts }
  }

  private func isMaterialized(_ asset: String) async throws -> Bool {
    try await Witness().ask {
      try await $0.activity(of: [AssetKey(userString: asset)])[AssetKey(userString: asset)]?.isMaterialized
        == true
    }
  }

  @Test func dynamicPartitionsAreAddedAndDeletedAsASet() async throws {
    func keys() async throws -> Set<String> {
      Set(try await Witness().ask { try await $0.partitionKeys(of: AssetKey(userString: "change_guests")) })
    }
    let first = try JobFile("add", steps: Self.add("ada", "grace"))
    #expect(try await plan(first).contains("  adds  ada, grace to guests\n"))
    try await expectDone(first)
    #expect(try await keys() == ["ada", "grace"])

    let second = try JobFile("add", steps: Self.add("grace", "\"2024-01-01\"", "é"))
    let text = try await plan(second)
    #expect(text.contains("adds   2024-01-01, é to guests\n"), "\(text)")
    #expect(text.contains("there  grace, left as they are\n"))
    try await expectDone(second)
    #expect(try await keys() == ["ada", "grace", "2024-01-01", "é"])

    let nothing = try JobFile("add", steps: Self.add("ada"))
    try await expectDone(nothing, [0])

    try await Witness().report(["ada"], of: "change_guest_visits")
    let third = try JobFile("delete", steps: Self.delete("ada", "nobody", "é"))
    let loss = try await plan(third)
    #expect(loss.contains("deletes  ada, é from guests\n"), "\(loss)")
    #expect(loss.contains("loses    change_guest_visits: ada, materialized and not reached any more\n"))
    #expect(loss.contains("absent   nobody, nothing to delete\n"))
    try await expectDone(third)
    #expect(try await keys() == ["grace", "2024-01-01"])
  }

  @Test func whatWasMadeElsewhereIsReportedWhereItIsMissing() async throws {
    try await Witness().report(["2024-03-02"], of: "change_days")
    let steps = """
      - reportMaterialized:
          asset: change_days
          partitions: {partitioning: daily, from: "2024-03-01", through: "2024-03-04"}
      - reportMaterialized: {asset: change_whole}
      - reportMaterialized: {asset: change_landing}
      """
    let job = try JobFile("report", steps: steps)
    let text = try await plan(job)
    #expect(
      text.contains("asset     change_days  3 partitions  2024-03-01, 2024-03-03, 2024-03-04\n"),
      "\(text)"
    )
    #expect(text.contains("left out  1 partition, materialized already\n"))
    #expect(text.contains("reacts    change_days_summary by "))
    #expect(text.contains("in all  3 steps, 0 runs, nothing overwritten\n"))
    try await expectDone(job, [1, 1, 1])
    #expect(try await materialized("change_days").filter { $0.hasPrefix("2024-03-0") }.count == 4)
    #expect(try await isMaterialized("change_whole"))
    #expect(try await isMaterialized("change_landing"))
  }

  @Test func theHistoryOfAnAssetIsDeletedWhole() async throws {
    try await Witness().report(["2024-03-01", "2024-03-02"], of: "change_wiped")
    try await Witness().report([], of: "change_wiped_whole")
    let steps = ["change_wiped", "change_wiped_whole", "change_never_made"].map {
      "- wipeAsset: {asset: \($0), confirmed: \($0)}"
    }
    let job = try JobFile("wipe", steps: steps.joined(separator: "\n"))
    let text = try await plan(job)
    #expect(
      text.contains(
        "wipes  change_wiped: its history in Dagster, with its asset checks, and that 2 partitions of it are materialized\n"
      ),
      "\(text)"
    )
    #expect(text.contains("wipes  change_wiped_whole: its history in Dagster, with its asset checks\n"))
    try await expectDone(job, [1, 1, 0])
    #expect(try await materialized("change_wiped") == [])
    #expect(try await isMaterialized("change_wiped_whole") == false)
  }

  struct Wrong: Sendable, CustomTestStringConvertible {
    var step: String
    var problem: String
    var testDescription: String { step }
  }

  @Test(arguments: [
    Wrong(
      step: "addPartitions: {asset: change_days, keys: [a]}",
      problem:
        "addPartitions.asset: expected an asset with dynamic partitions, found \"change_days\" with time windows "
        + "spelled %Y-%m-%d (only those are kept by the server: the others are in Dagster's code)"
    ),
    Wrong(
      step: "deletePartitions: {asset: change_whole, keys: [a]}",
      problem:
        "deletePartitions.asset: expected an asset with dynamic partitions, found \"change_whole\" with no "
        + "partitions (only those are kept by the server: the others are in Dagster's code)"
    ),
    Wrong(
      step: "reportMaterialized: {asset: change_days}",
      problem:
        "reportMaterialized.asset: expected an asset without partitions, found \"change_days\", which is "
        + "partitioned (name them with `partitions`)"
    ),
    Wrong(
      step: "reportMaterialized: {asset: change_whole, partitions: {partitioning: daily, all: true}}",
      problem:
        "reportMaterialized.asset: expected a partitioned asset, found \"change_whole\", which has no partitions "
        + "(use materialize for it)"
    ),
    Wrong(
      step:
        "reportMaterialized: {asset: change_days, partitions: {partitioning: daily, keys: [\"2031-01-01\"]}}",
      problem:
        "reportMaterialized.partitions.keys[0]: expected a partition of \"change_days\", found \"2031-01-01\""
    ),
    Wrong(
      step: "wipeAsset: {asset: change_wipd, confirmed: change_wipd}",
      problem: "wipeAsset.asset: expected an asset that Dagster knows, found \"change_wipd\" (did you mean "
        + "\"change_wiped\"?)"
    ),
  ])
  func whatDoesNotFitIsRefusedBeforeAnythingIsChanged(_ wrong: Wrong) async throws {
    let job = try JobFile(
      "wrong",
      steps: "- addPartitions: {asset: change_guests, keys: [never]}\n- \(wrong.step)"
    )
    let ending = try await job.run()
    #expect(ending.status == 65)
    #expect(ending.errors.contains("spec.steps[1].\(wrong.problem)"), "\(ending.errors)")
    let keys = try await Witness().ask {
      try await $0.partitionKeys(of: AssetKey(userString: "change_guests"))
    }
    #expect(!keys.contains("never"))
  }

  @Test func aReadOnlyServerChangesNothing() async throws {
    let job = try JobFile("read-only", steps: Self.add("never"), url: SharedServer.readOnlyURL)
    let ending = try await job.run()
    #expect([69, 77].contains(ending.status), "\(ending.output)\(ending.errors)")
    let keys = try await Witness().ask {
      try await $0.partitionKeys(of: AssetKey(userString: "change_guests"))
    }
    #expect(!keys.contains("never"))
  }

  /// What was approved is what is changed.
  @Test func aPlanThatSaysSomethingElseByNowIsStale() async throws {
    let job = try JobFile(
      "stale",
      steps: "- reportMaterialized: {asset: change_days, "
        + "partitions: {partitioning: daily, keys: [\"2024-05-01\", \"2024-05-02\"]}}"
    )
    let digest = try #require(try await plan(job).split(separator: "\n").last?.split(separator: " ").last)
    try await Witness().report(["2024-05-02"], of: "change_days")
    let ending = try await job.run("--plan", String(digest))
    #expect(ending.status == 3, "\(ending.output)")
    #expect(try await materialized("change_days").contains("2024-05-01") == false)
  }
}
