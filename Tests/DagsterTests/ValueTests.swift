import Dagster
import DagsterModel
import ExactText
import Testing

@Suite struct ValueTests {
  @Test func keysAreWrittenByPeople() {
    #expect(AssetKey(userString: "a/b").path == ["a", "b"])
    #expect("\(AssetKey(path: ["a", "b"]))" == "a/b")
    #expect(
      [AssetKey(userString: "b"), AssetKey(userString: "a/z")].sorted().map(\.description) == ["a/z", "b"]
    )
  }

  @Test func versionsAreOrderedByTheirNumbers() {
    #expect(DagsterVersion("1.9.13") < DagsterVersion("1.10.0"))
    #expect(DagsterVersion("1.11.0rc1") >= DagsterVersion.backfillRunConfig)
    #expect(DagsterVersion("1!0+dev") > DagsterVersion("1.13.27"))
    #expect(DagsterVersion("1.8.99") < DagsterVersion.floor)
  }

  @Test func statusesKeepTheirNames() {
    let backfills = [
      "REQUESTED", "CANCELING", "FAILING", "COMPLETED_SUCCESS", "COMPLETED_FAILED", "FAILED", "CANCELED",
      "COMPLETED", "PAUSED",
    ]
    #expect(backfills.map { BackfillStatus($0).name } == backfills)
    #expect(
      backfills.filter { !BackfillStatus($0).isTerminal } == ["REQUESTED", "CANCELING", "FAILING", "PAUSED"]
    )
    let runs = [
      "QUEUED", "NOT_STARTED", "MANAGED", "STARTING", "STARTED", "SUSPENDED", "SUCCESS", "FAILURE",
      "CANCELING",
      "CANCELED", "NEW",
    ]
    #expect(runs.map { RunStatus($0).name } == runs)
    #expect(runs.filter { RunStatus($0).isTerminal } == ["SUCCESS", "FAILURE", "CANCELED"])
  }

  @Test func statusRangesAreSpelledOut() {
    let days = DimensionKeys(name: "date", keys: ["1", "2", "3", "4"])
    let statuses = PartitionStatuses.ranges([
      .init(range: .init(first: "1", last: "2"), status: .materialized),
      .init(range: .init(first: "4", last: "4"), status: .failed),
      .init(range: .init(first: "3", last: "9"), status: .materializing),
    ])
    #expect(statuses.keys(in: [days]) == StatusKeys(materialized: ["1", "2"], failed: ["4"]))
  }

  @Test(arguments: [("date", ["1|eu", "2|eu"]), ("zone", ["eu|1", "eu|2"])])
  func multiKeysAreJoinedByTheirDimensionsNames(primary: String, keys: [String]) {
    let statuses = PartitionStatuses.multi(
      primaryDimension: primary,
      [
        .init(
          primary: .init(first: "1", last: "2"),
          secondary: .keys(StatusKeys(materialized: ["eu"], failed: []))
        )
      ]
    )
    let dimensions = [
      DimensionKeys(name: "region", keys: ["eu", "us"]), DimensionKeys(name: primary, keys: ["1", "2"]),
    ]
    #expect(statuses.keys(in: dimensions) == StatusKeys(materialized: keys.exact))
  }
}
