internal import FuzzTargets

/// Whether the time that reading takes grows no faster than what is read.
package enum Scaling {
  private static let sizes = (small: 1 << 18, large: 1 << 20)
  /// Four times as much to read takes four times as long; more is the machine's, up to here.
  private static let allowed = 12.0
  /// Of what takes less nothing can be said.
  private static let shortest = Duration.milliseconds(20)

  /// Prints a line for each kind of input, and gives whether all are well.
  package static func measure() -> Bool {
    var isLinear = true
    for input in GrowingInput.all {
      let (small, large) = (time(input.bytes(sizes.small)), time(input.bytes(sizes.large)))
      let ratio = large / small
      let isBad = large > shortest && ratio > allowed
      isLinear = isLinear && !isBad
      print(
        row(input.name, "\(milliseconds(small)) ms", "\(milliseconds(large)) ms", "\(rounded(ratio))", isBad)
      )
    }
    let thousand = time(GrowingInput.thousandProblems)
    print(row("a thousand problems", "", "\(milliseconds(thousand)) ms", "", false))
    return isLinear
  }

  package static let heading =
    "reading and reporting, 256 KiB and 1 MiB (with the address sanitizer)"

  private static func row(_ name: String, _ small: String, _ large: String, _ ratio: String, _ isBad: Bool)
    -> String
  {
    padded(name, 40) + [small, large, ratio].map { padded($0, -12) }.joined() + (isBad ? "  TOO SLOW" : "")
  }

  /// The shortest of three times.
  private static func time(_ bytes: [UInt8]) -> Duration {
    let clock = ContinuousClock()
    return (0..<3).map { _ in clock.measure { _ = GrowingInput.readAndReport(bytes) } }.min() ?? .zero
  }

  private static func milliseconds(_ duration: Duration) -> Double {
    rounded(duration / .milliseconds(1))
  }

  private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }

  /// To the left, or with a negative width to the right.
  private static func padded(_ text: String, _ width: Int) -> String {
    let space = String(repeating: " ", count: max(0, abs(width) - text.count))
    return width > 0 ? text + space : space + text
  }
}
