import Diagnostics
import Foundation
import Ledger
import Reporting
import Testing

@Suite struct RecordReportTests {
  let now = Sample.start.advanced(by: 1330)

  @Test func statusSaysEverything() {
    #expect(
      RecordReport.text(Sample.full(), now: now) == """
        recover-orders: failed
          owner     data-platform
          reason    Vendor delivered late, INC-1234
          document  sha256:00ff
                    generated/recover-orders/job.yaml
          created   2024-03-01 10:00:00 UTC
          updated   2024-03-01 10:21:40 UTC
          lease     pod-1/7/c0ffee, fencing token 2
                    expires 2024-03-01 10:22:40 UTC, in 30s

        attempts
          1  2024-03-01 10:00:00 UTC  taken over by attempt 2 after 1m 40s
             actor     ada
             commit    0123456789abcdef
             image     runner:1.2.3
          2  2024-03-01 10:01:40 UTC  failed after 20m 0s
             actor     grace
             pipeline  https://ci.example/7

        steps
          1  intended   backfill orders 2024-02-01…2024-02-15
             2 of 15 partitions failed
             backfill abcdefgh
               launch id  launch-1
               intended   2024-03-01 10:00:01 UTC
               launched   2024-03-01 10:00:02 UTC
               finished   2024-03-01 10:20:00 UTC
               status     COMPLETED_FAILED
               counts     15 targeted, 13 materialized, 2 failed
               url        https://dagster.example/runs/b/abcdefgh
               failures   3 partitions
                 2024-02-03  run run-3: KeyError: 'id' in load_orders
                 2024-02-04  run run-4
                 and 1 more
             backfill, of which Dagster's id is not known
               launch id  launch-2
               intended   2024-03-01 10:20:50 UTC
          2  pending    materialize dim_products

        """
    )
  }

  @Test func statusSaysWhatIsNotKept() throws {
    var record = Sample.long(attempts: 4, steps: 1, launches: 4, failures: 1)
    record.document.text = String(repeating: "x", count: 200_000)
    let lines = RecordReport.text(try record.fitting(bytes: 0), now: now).split(separator: "\n")
    #expect(
      lines.contains(
        "            generated/recover-orders/job.yaml, 200000 bytes, not kept here: see the file in the commit "
          + "of the attempt"
      )
    )
    #expect(lines.contains("  … 2 not kept"))
    #expect(lines.contains("     … 2 launches not kept"))
    #expect(lines.contains("       failures   1 partition"))
  }

  @Test func statusOfARunningJob() {
    var record = Sample.record()
    record.steps = []
    record.attempts = [Attempt(number: 1, started: Sample.start, provenance: Provenance())]
    record.lease = Lease(holder: "pod-1", fencingToken: 1, expires: now.advanced(by: 5))
    #expect(
      RecordReport.text(record, now: now) == """
        recover-orders: running
          owner     data-platform
          reason    Vendor delivered late, INC-1234
          document  sha256:00ff
                    generated/recover-orders/job.yaml
          created   2024-03-01 10:00:00 UTC
          updated   2024-03-01 10:00:00 UTC
          lease     pod-1, fencing token 1
                    expires 2024-03-01 10:22:15 UTC, in 5s

        attempts
          1  2024-03-01 10:00:00 UTC  running for 22m 10s

        steps
          none

        """
    )
    let later = RecordReport.text(record, now: now.advanced(by: 3605))
    #expect(later.contains("recover-orders: unfinished\n"))
    #expect(later.contains("expired 2024-03-01 10:22:15 UTC, 1h 0m ago\n"))
    #expect(later.contains("stopped without a word: its runner was killed, or couldn't write any more\n"))
  }

  /// It has failed, and switches on again what it has paused.
  @Test func statusOfAJobThatHasFailedAndWhoseRunnerIsAtWorkStill() {
    var record = Sample.record()
    record.outcome = .failed
    record.attempts = [Attempt(number: 1, started: Sample.start, provenance: Provenance(), outcome: .failed)]
    record.lease = Lease(holder: "pod-1", fencingToken: 1, expires: now.advanced(by: 5))
    func attempts(_ now: Timestamp) -> [String] {
      RecordReport.text(record, now: now).split(separator: "\n").map(String.init)
        .filter { $0.hasPrefix("  1  2024") }
    }
    #expect(attempts(now) == ["  1  2024-03-01 10:00:00 UTC  failed, running for 22m 10s"])
    #expect(
      attempts(now.advanced(by: 10)) == [
        "  1  2024-03-01 10:00:00 UTC  failed, stopped without a word: its runner was killed, or couldn't write any more"
      ]
    )
    let next = Attempt(number: 2, started: now, provenance: Provenance(), verb: .cancel)
    record.attempts.append(next)
    #expect(attempts(now) == ["  1  2024-03-01 10:00:00 UTC  failed, canceled by attempt 2 after 22m 10s"])
  }

  @Test func statusOfACanceledJob() {
    var record = Sample.record()
    record.outcome = .canceled
    record.cancellation = Cancellation(requested: now, provenance: Provenance(actor: "grace"))
    record.attempts = [
      Attempt(
        number: 2,
        started: Sample.start,
        ended: now,
        provenance: Provenance(),
        outcome: .canceled,
        verb: .cancel
      )
    ]
    record.lease = Lease(holder: "pod-1", fencingToken: 2, expires: now, released: now)
    var launch = LaunchRecord(launchID: "launch-1", kind: .backfill, intended: Sample.start)
    (launch.sends, launch.targeted, launch.skipped) = (2, 3, 12)
    record.steps[0].launches = [launch]
    let lines = RecordReport.text(record, now: now).split(separator: "\n").map(String.init)
    #expect(lines.contains("recover-orders: canceled"))
    #expect(lines.contains("  canceled  2024-03-01 10:22:10 UTC, by grace"))
    #expect(lines.contains("            given back 2024-03-01 10:22:10 UTC"))
    #expect(lines.contains("  2  2024-03-01 10:00:00 UTC  cancel: canceled after 22m 10s"))
    #expect(lines.contains("       sent       2 times, since it did not arrive"))
    #expect(lines.contains("       counts     3 targeted, 12 done before"))
  }

  /// A runner that lost the job to whoever canceled it, or detached, has ended.
  @Test func anAttemptThatAnotherOneFollowedHasEnded() {
    var record = Sample.record()
    func attempt(_ number: Int, ended: Bool = false, _ outcome: Outcome? = nil, verb: Attempt.Verb? = nil)
      -> Attempt
    {
      let started = Sample.start.advanced(by: Double(60 * number))
      return Attempt(
        number: number,
        started: started,
        ended: ended ? started.advanced(by: 5) : nil,
        provenance: Provenance(),
        outcome: outcome,
        verb: verb
      )
    }
    record.attempts = [
      attempt(1, ended: true, .other("detached")), attempt(2), attempt(3), attempt(4, verb: .cancel),
      attempt(9),
    ]
    record.outcome = .canceled
    let text = RecordReport.text(record, now: now)
    let ends = text.matches(of: /(?m)^  (\d)  .* UTC  (.*)$/).map { "\($0.output.1) \($0.output.2)" }
    #expect(
      ends == [
        "1 detached after 5s", "2 taken over by attempt 3 after 1m 0s", "3 canceled by attempt 4 after 1m 0s",
        "4 cancel: another attempt followed",
        "9 stopped without a word: its runner was killed, or couldn't write any more",
      ]
    )
  }

  /// One of each.
  @Test func countsAreInTheSingularToo() throws {
    var record = Sample.record()
    record.attempts = []
    record.steps = Array(record.steps.prefix(1))
    var launch = LaunchRecord(launchID: "launch-1", kind: .backfill, intended: Sample.start)
    launch.sends = 1
    launch.setFailedPartitions([], count: 1)
    record.steps[0].launches = [launch]
    record.steps[0].omittedLaunches = 1
    let lines = RecordReport.text(record, now: now).split(separator: "\n").map(String.init)
    #expect(lines.contains("       sent       1 time, since it did not arrive"))
    #expect(lines.contains("       failures   1 partition"))
    #expect(lines.contains("     … 1 launch not kept"))
    #expect(!lines.contains { $0.contains("more") })
  }

  @Test func historyIsATable() {
    var succeeded = Sample.record("purge-old")
    succeeded.outcome = .succeeded
    succeeded.updated = Sample.start.advanced(by: 59)
    var running = Sample.record("load-one\u{1B}[2J")
    running.lease = Lease(holder: "pod-1", fencingToken: 1, expires: now.advanced(by: 5))
    #expect(
      RecordReport.historyText(
        [Sample.full(), succeeded, running, Sample.record("new")].map(\.summary),
        now: now
      ) == """
        NAME            OUTCOME     STARTED                  DURATION  ACTOR  COMMIT
        recover-orders  failed      2024-03-01 10:00:00 UTC  21m 40s   grace  -
        purge-old       succeeded   2024-03-01 10:00:00 UTC  59s       -      -
        load-one\u{FFFD}[2J    running     2024-03-01 10:00:00 UTC  22m 10s   -      -
        new             unfinished  2024-03-01 10:00:00 UTC  0s        -      -

        """
    )
    #expect(RecordReport.historyText([], now: now) == "no job was ever run\n")
  }

  /// No name is cut, and no line broken, where the others leave room for it.
  @Test(arguments: [
    (86, 6), (76, 6), (75, 5), (67, 4), (60, 3), (40, 2), (20, 2), (0, 2),
  ])
  func historyLeavesOutWhatThereIsNoRoomFor(width: Int, columns: Int) throws {
    let text = RecordReport.historyText(
      [Sample.full(), Sample.record("注文")].map(\.summary),
      now: now,
      width: width
    )
    let lines = text.split(separator: "\n")
    #expect(lines[0].split(separator: " ").count == columns, "\(text)")
    #expect(lines[1].hasPrefix("recover-orders  failed"))
    // Each of its characters takes two columns.
    #expect(lines[2].hasPrefix("注文            unfinished"))
    #expect(columns == 2 || lines.allSatisfy { String($0).columns <= width })
  }

  @Test func jsonIsTheRecords() throws {
    let record = Sample.full()
    #expect(try RecordReport.json(record) == record.jsonText())
  }

  @Test(arguments: [[], [Sample.full()], [Sample.full(), Sample.record(), Sample.full()]])
  func aListThatComesInPiecesIsThatOfAllAtOnce(_ records: [Record]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var list = RecordReport.JSONList()
    let text = try records.map { try list.next($0) }.joined() + list.end
    #expect(text == String(decoding: try encoder.encode(records), as: UTF8.self) + "\n")
  }
}
