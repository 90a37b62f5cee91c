import Ledger
import Reporting
import Testing

@Suite struct RemainingTimeTests {
  private func progress(
    _ ended: Int,
    of total: Int,
    step: Int = 1,
    failed: Int = 0,
    running: Int? = nil,
    expected: Double? = nil
  ) -> Progress {
    Progress(
      step: step,
      steps: 3,
      title: "orders",
      done: ended - failed,
      failed: failed,
      total: total,
      running: running,
      started: Sample.start,
      expected: expected
    )
  }

  /// What is told each second, where partitions end at these seconds.
  ///
  /// - Parameters:
  ///   - expected: how long they take by the forecast.
  ///   - begun: when the first run begins.
  private func told(
    _ ends: [Double],
    through last: Int,
    expected: Double? = nil,
    begun: Double = 0
  ) -> [Double?] {
    var time = RemainingTime()
    return (0...last).map { second in
      let ended = ends.count { $0 <= Double(second) }
      let progress = progress(
        ended,
        of: ends.count,
        running: Double(second) < begun ? 0 : 1,
        expected: expected
      )
      return time.seconds(progress, at: Sample.start.advanced(by: Double(second)))
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

  @Test(arguments: [unsteady, slowing, hastening, late, []], [nil, 5, 300, 100_000])
  func neverGrowsFasterThanTimePasses(ends: [Double], expected: Double?) {
    let told = told(ends, through: 1_200, expected: expected)
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

  // MARK: - From a forecast

  /// It begins with what earlier runs took, stands still while Dagster's daemon and queue are waited for, and runs down
  /// from when something runs.
  @Test func beginsWithTheForecast() {
    let told = told([400], through: 400, expected: 90, begun: 30)
    #expect(told[0] == 90)
    #expect(told[29] == 90)
    #expect(abs((told[60] ?? 0) - 60) < 20)
    for (before, after) in zip(told[30...90], told[31...91]) { #expect((after ?? 0) < (before ?? 0)) }
    // What takes longer than ever before says nothing more.
    #expect(told[121...].allSatisfy { $0 == nil })
  }

  /// Each partition takes 10 s, whatever was expected.
  @Test(arguments: [20.0, 1_000, 5_000]) func movesOverToWhatIsMeasured(expected: Double) throws {
    let ends = (1...100).map { (n: Int) -> Double in Double(10 * n) }
    let told = told(ends, through: 999, expected: expected)
    #expect(told[0] == expected)
    func miss(_ second: Int) throws -> Double {
      abs(try #require(told[second]) - Double(1_000 - second)) / Double(1_000 - second)
    }
    if expected == 1_000 {
      for second in 0..<900 { #expect(try miss(second) < 0.1) }
    }
    // After as many as are enough to tell half of it is measured, and more and more.
    #expect(try miss(800) < 0.7)
    #expect(try miss(800) < miss(300) || expected == 1_000)
    #expect(told[110...].allSatisfy { $0 != nil })
  }

  /// A runner that attaches to what is half done.
  @Test func whatIsDoneAlreadyIsNotExpectedAgain() throws {
    var time = RemainingTime()
    let seconds = time.seconds(progress(75, of: 100, running: 1, expected: 1_000), at: Sample.start)
    #expect(seconds == 250)
  }

  /// However well it is known how long it takes: what stands still is not about to end.
  @Test func aForecastDoesNotMoveWhatStandsStill() {
    let told = told([0, 10, 20, 30, 40, 9_000], through: 400, expected: 60)
    #expect(told[60] != nil)
    #expect(told[200...].allSatisfy { $0 == nil })
  }

  /// As somebody may have written it into a record.
  @Test(arguments: [-1, .infinity, .nan, 1e300]) func aForecastThatIsNoneIsLeftOut(expected: Double) {
    #expect(told([100, 200], through: 50, expected: expected).allSatisfy { $0 == nil })
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
