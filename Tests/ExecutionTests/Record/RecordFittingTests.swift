import Ledger
import Testing

@Suite struct RecordFittingTests {
  @Test func aRecordThatFitsStaysAsItIs() throws {
    #expect(try Sample.full().fitting() == Sample.full())
  }

  @Test func aLongDocumentIsKeptByReference() throws {
    var record = Sample.record()
    record.document.text = String(repeating: "x", count: 128 * 1024)
    #expect(try record.fitting() == record)
    record.document.text = String(repeating: "x", count: 128 * 1024 + 1)
    let fitted = try record.fitting()
    #expect(fitted.document.text == nil)
    #expect(fitted.document.byteCount == 131_073)
    #expect(fitted.document.digest == record.document.digest)
    #expect(try fitted.fitting() == fitted)
    #expect(try Record(json: fitted.jsonText(), source: "a.json") == fitted)
  }

  @Test func aRecordOfManyAttemptsStepsAndFailuresFits() throws {
    let record = Sample.long(attempts: 300, steps: 400, launches: 4, failures: 6)
    let before = try record.jsonText().utf8.count
    let fitted = try record.fitting()
    let after = try fitted.jsonText().utf8.count
    #expect(before > 4 << 20)
    #expect(after <= Record.maximumBytes)
    #expect(after > Record.maximumBytes * 9 / 10)
    #expect(try fitted.fitting() == fitted)
    #expect(fitted.attempts.first == record.attempts.first)
    #expect(fitted.attempts.last == record.attempts.last)
    #expect(fitted.attempts.count + (fitted.omittedAttempts ?? 0) == 300)
    #expect(fitted.steps.count == 400)
    for step in fitted.steps {
      #expect(step.launches.first?.launchID == "step-\(step.index)-launch-1")
      #expect(step.launches.last?.launchID == "step-\(step.index)-launch-4")
      #expect(step.launches.count + (step.omittedLaunches ?? 0) == 4)
      #expect(step.launches.allSatisfy { $0.failedPartitionCount == 6 })
    }
  }

  /// With less and less room each thing is dropped only when the one before it is gone.
  @Test func dropsInOrderAndNoMoreThanNeeded() throws {
    let record = Sample.long(attempts: 12, steps: 4, launches: 8, failures: 10)
    let whole = Double(try record.jsonText().utf8.count)
    var seen = Set<Int>()
    var share = 1.0
    while share > 0.02 {
      share *= 0.88
      let limit = Int(whole * share)
      let fitted = try record.fitting(bytes: limit)
      let dropped = fitted.dropped
      seen.formUnion(dropped.indices.filter { dropped[$0] == .some })
      #expect(dropped == dropped.sorted { $0.rawValue > $1.rawValue }, "at \(limit) bytes")
      #expect(try fitted.jsonText().utf8.count <= limit || dropped.allSatisfy { $0 == .all })
      #expect(try fitted.fitting(bytes: limit) == fitted)
    }
    #expect(seen.isSuperset(of: [0, 1, 2]))
    #expect(try record.fitting(bytes: 0).dropped.allSatisfy { $0 == .all })
  }

  /// Whoever holds the record may still have to look after it.
  @Test func aLaunchThatHasNotEndedIsNeverDropped() throws {
    var record = Sample.long(attempts: 3, steps: 1, launches: 5, failures: 1)
    record.steps[0].launches[2].finished = nil
    let fitted = try record.fitting(bytes: 0)
    #expect(
      fitted.steps[0].launches.map(\.launchID) == ["step-0-launch-1", "step-0-launch-3", "step-0-launch-5"]
    )
    #expect(fitted.steps[0].omittedLaunches == 2)
  }

  @Test func aReasonIsClippedWhenItIsRecorded() {
    let failed = FailedPartition(partition: "p", runID: "r", reason: String(repeating: "é", count: 2_001))
    #expect(failed.reason == String(repeating: "é", count: 1_999) + "…")
    let short = FailedPartition(partition: "p", runID: "r", reason: String(repeating: "é", count: 2_000))
    #expect(short.reason?.count == 2_000)
  }
}

private enum Extent: Int {
  case none, some, all

  /// How many of a number of things are gone.
  init(_ gone: Int, of count: Int) { self = gone == count ? .all : gone == 0 ? .none : .some }
}

extension Record {
  /// How far each reduction went, in their order, for a record of 12 attempts, 4 steps, 8 launches and 10
  /// failures.
  fileprivate var dropped: [Extent] {
    let launches = steps.flatMap(\.launches)
    let reasons = launches.flatMap(\.failedPartitions).compactMap(\.reason?.count)
    let earlier = steps.flatMap { $0.launches.dropLast() }
    let omitted = steps.reduce(0) { $0 + ($1.omittedLaunches ?? 0) }
    let kept = steps.compactMap(\.launches.last?.failedPartitions.count).reduce(0, +)
    return [
      Extent(reasons.count { $0 == 300 }, of: reasons.count),
      Extent(omitted + earlier.count { $0.failedPartitions.isEmpty }, of: omitted + earlier.count),
      Extent(omitted, of: 4 * 6),
      Extent(omittedAttempts ?? 0, of: 10),
      Extent(40 - kept, of: 40),
    ]
  }
}
