package import FuzzTargets
import Ledger
import Reporting

extension FuzzTarget {
  /// Reading any text as a record of the ledger, writing it again, and telling a person of it.
  package static let record = FuzzTarget(
    "record",
    seeds: { try RecordSamples.all().map { Array(try $0.jsonText().utf8) } },
    words: RecordSamples.words
  ) { bytes throws(Violation) in
    let text = String(decoding: bytes, as: UTF8.self)
    let record: Record
    do throws(LedgerError) {
      record = try Record(json: text, source: "record.json")
    } catch {
      return try require(!error.description.isEmpty, "expected words for every error")
    }
    do throws(LedgerError) {
      let written = try record.jsonText()
      let again = try Record(json: written, source: "written.json")
      try requireSame(again, as: record, written: written)
      try checkFitting(record)
      _ = try RecordReport.json(record)
    } catch {
      throw Violation("expected what was read to be written and read: \(error)")
    }
    _ = RecordReport.text(record, now: record.updated)
    _ = RecordReport.historyText([record.summary, record.summary], now: record.created)
  }

  private static func requireSame(_ again: Record, as record: Record, written: String) throws(LedgerError) {
    guard again == record, try again.jsonText() == written else {
      throw .damaged(source: "written.json", why: "it is another record, or other text")
    }
  }

  private static func checkFitting(_ record: Record) throws(LedgerError) {
    let fitting = try record.fitting(bytes: 3_000)
    guard fitting.job == record.job, fitting.steps.count == record.steps.count,
      fitting.attempts.first == record.attempts.first, fitting.attempts.last == record.attempts.last,
      try fitting.fitting(bytes: 3_000) == fitting
    else {
      throw .damaged(source: "fitting", why: "what has to stay was dropped, or it fits only the second time")
    }
  }

}

/// Records to begin with.
private enum RecordSamples {
  static let words = [
    "\"version\": 1", "\"job\": ", "\"document\": ", "\"digest\": ",
    "\"created\": \"2024-03-01T10:00:00.250Z\"", "null",
    "\"steps\": [", "\"launches\": [", "\"failedPartitions\": [", "\"failedPartitionCount\": ",
    "\"attempts\": [",
    "\"lease\": {", "\"outcome\": ", "\"omittedLaunches\": ", "\"omittedAttempts\": ", "9223372036854775807",
    "-1", "1e99",
    "\"plan\": {", "\"cancellation\": {", "\"verb\": \"cancel\"", "\"state\": \"failed\"", "\\u0000",
    "\\ud800",
  ]

  /// A record that has hardly anything, and one that has everything.
  static func all() throws -> [Record] {
    let moment = Timestamp(seconds: 1_709_290_800.25)
    let provenance = Provenance(
      actor: "ana",
      commit: "0123abc",
      image: "runner:1",
      pipelineURL: "http://ci.test/1"
    )
    let document = DocumentReference(digest: "sha256:00", text: "kind: Job\n", file: "job.yaml")
    var record = Record(
      job: "recover-orders",
      document: document,
      owner: "data",
      reason: "late",
      created: moment,
      updated: moment
    )
    let small = record
    var launch = LaunchRecord(launchID: "l", kind: .backfill, intended: moment)
    (launch.sends, launch.dagsterID, launch.launched, launch.finished) = (2, "b", moment, moment)
    (launch.targeted, launch.skipped, launch.materialized, launch.failed) = (9, 1, 5, 3)
    (launch.status, launch.url) = ("COMPLETED_FAILED", "http://dagster.test/b")
    launch.setFailedPartitions(
      (0..<3).map {
        FailedPartition(partition: "\($0)", runID: "r\($0)", reason: String(repeating: "x", count: 400))
      },
      count: 7
    )
    record.steps = [
      StepRecord(
        index: 0,
        command: "backfill",
        summary: "orders",
        state: .failed,
        launches: [launch, launch, launch],
        message: String(repeating: "m", count: 400)
      ),
      StepRecord(index: 1, command: "launch", summary: "export"),
    ]
    record.attempts = (1...4).map {
      Attempt(
        number: $0,
        started: moment,
        ended: moment,
        provenance: provenance,
        outcome: .other("odd"),
        verb: .cancel,
        kubernetesJob: "uid"
      )
    }
    record.lease = Lease(holder: "h", fencingToken: 4, expires: moment, released: moment)
    (record.outcome, record.omittedAttempts) = (.failed, 2)
    record.cancellation = Cancellation(requested: moment, provenance: provenance)
    return [small, record]
  }
}
