import Ledger
import Reporting
import Testing

@Suite struct RemainingTimeTests {
  private func progress(_ ended: Int, of total: Int, step: Int = 1, failed: Int = 0) -> Progress {
    Progress(
      step: step,
      steps: 3,
      title: "orders",
      done: ended - failed,
      failed: failed,
      total: total,
      started: Sample.start
    )
  }

  /// What is told each second, where partitions end at these seconds.
  private func told(_ ends: [Double], through last: Int) -> [Double?] {
    var time = RemainingTime()
    return (0...last).map { second in
      let ended = ends.count { $0 <= Double(second) }
      return time.seconds(progress(ended, of: ends.count), at: Sample.start.advanced(by: Double(second)))
    }
  }

  @Test func nothingIsToldBeforeThereIsEnough() {
    let told = told([60, 90, 120, 150, 180, 210], through: 210)
    #expect(told[..<120].allSatisfy { $0 == nil })
    #expect(told[120] != nil)
    #expect(told[210] == nil)
  }

  /// A minute of Dagster's daemon and queue says nothing of how long the others take.
  @Test func theWaitBeforeTheFirstDoesNotCount() throws {
    let told = told((0..<20).map { (n: Int) -> Double in Double(300 + 10 * n) }, through: 490)
    for second in 330..<480 {
      let seconds = try #require(told[second])
      #expect(abs(seconds - Double(490 - second)) < 15, "\(second): \(seconds)")
    }
  }

  /// As Dagster's daemon has it, whose counts move each half minute.
  @Test func batchesDoNotMakeItLeap() {
    let ends = (0..<120).map { (n: Int) -> Double in Double(60 + 30 * (n / 8)) }
    let told = told(ends, through: 470)
    let known = told.compactMap(\.self)
    #expect(known.count > 300)
    for (before, after) in zip(known, known.dropFirst()) { #expect(abs(after - before) < 5) }
    #expect(abs((told[300] ?? 0) - 180) < 40)
  }

  /// It stands still, goes on in a rush, crawls.
  private static let unsteady: [Double] = [
    0, 10, 20, 30, 40, 50, 60, 200, 200.1, 200.2, 200.3, 200.4, 201, 202, 400, 500, 600,
  ]
  private static let slowing: [Double] = (0..<100).map { (n: Int) -> Double in Double(n * n) / 10 }
  private static let hastening: [Double] = (0..<100).map { (n: Int) -> Double in 100 * Double(n).squareRoot()
  }
  private static let late: [Double] = [1, 1, 1, 1, 1, 1, 1, 900, 901, 1000, 5000]

  @Test(arguments: [unsteady, slowing, hastening, late, []])
  func neverGrowsFasterThanTimePasses(ends: [Double]) {
    let told = told(ends, through: 1_200)
    for (before, after) in zip(told, told.dropFirst()) {
      guard let before, let after else { continue }
      #expect(after <= before + 1.001 && after > 0)
    }
  }

  @Test func whatStandsStillTellsNothing() {
    let told = told([0, 10, 20, 30, 40, 9_000], through: 400)
    #expect(told[60] != nil)
    #expect(told[200...].allSatisfy { $0 == nil })
  }

  @Test func anotherStepBeginsAnew() {
    var time = RemainingTime()
    for second in 0..<60 {
      _ = time.seconds(progress(second / 10, of: 10), at: Sample.start.advanced(by: Double(second)))
    }
    let now = Sample.start.advanced(by: 60)
    var other = time
    #expect(time.seconds(progress(6, of: 10), at: now) != nil)
    #expect(other.seconds(progress(6, of: 10, step: 2), at: now) == nil)
  }

  /// What had failed is tried again, and counts no more.
  @Test func retriesAreNoEnd() {
    var time = RemainingTime()
    for (second, ended) in [(10, 5), (20, 6), (30, 7), (40, 4), (50, 5)] {
      let seconds = time.seconds(progress(ended, of: 10), at: Sample.start.advanced(by: Double(second)))
      #expect((seconds != nil) == (second == 30))
    }
  }

  @Test(arguments: [
    (3, "about 10s"), (44, "about 40s"), (56, "about 1m"), (200, "about 3m"),
    (3_540, "about 59m"), (4_000, "about 1h 10m"), (7_300, "about 2h"),
    (100_000, "about 1d 4h"),
  ])
  func isNoMorePreciseThanItIsKnown(seconds: Double, text: String) {
    #expect(aboutText(seconds) == text)
  }
}
