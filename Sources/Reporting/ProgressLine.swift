import Ledger

/// `[1/3] orders 2024-02  [######------]  7/14, 1 failed, 4.2/min, 1m 40s left`
struct ProgressLine {
  private let progress: Progress
  private let now: Timestamp
  private let style: TerminalStyle

  private static let widestBar = 30
  private static let narrowestBar = 8

  init(_ progress: Progress, now: Timestamp, style: TerminalStyle) {
    self.progress = progress
    self.now = now
    self.style = style
  }

  /// The line in one column less than `width`, since a terminal breaks a line that fills it. The bar gives
  /// way first, then the title, then the end.
  func text(width: Int) -> String {
    let columns = max(0, width - 1)
    let step = "[\(progress.step)/\(progress.steps)]"
    let parts = counts
    let counted = parts.map(\.text).joined(separator: ", ")
    let title = TerminalStyle.printable(progress.title).replacing("\n", with: " ")
    let room = columns - step.count - counted.count - 2

    let forBar = room - title.count - 3
    if forBar >= Self.narrowestBar {
      return "\(step) \(title) \(bar(columns: min(forBar, Self.widestBar))) \(colored(parts))"
    }
    if room >= 2 {
      return "\(step) \(Self.cut(title, to: room)) \(colored(parts))"
    }
    return Self.cut("\(step) \(counted)", to: columns)
  }

  private struct Part {
    var text: String
    var isFailure = false
  }

  private var counts: [Part] {
    var parts = [Part(text: "\(progress.ended)/\(progress.total)")]
    if progress.failed > 0 { parts.append(Part(text: "\(progress.failed) failed", isFailure: true)) }
    if let rate = progress.ratePerMinute(at: now), let left = progress.secondsLeft(at: now) {
      parts.append(Part(text: "\(Self.oneDecimal(rate))/min"))
      if progress.ended < progress.total { parts.append(Part(text: "\(durationText(left)) left")) }
    }
    return parts
  }

  private func colored(_ parts: [Part]) -> String {
    parts.map { $0.isFailure ? style.red($0.text) : $0.text }.joined(separator: ", ")
  }

  /// `columns` do not count the brackets, for which there is room.
  private func bar(columns: Int) -> String {
    let inner = columns
    func cells(_ count: Int) -> Int {
      progress.total > 0 ? min(inner, max(0, count) * inner / progress.total) : 0
    }
    let ended = cells(progress.ended)
    // However few failed, they are seen.
    let failed = min(ended, progress.failed > 0 ? max(1, cells(progress.failed)) : 0)
    return "[" + String(repeating: "#", count: ended - failed)
      + (failed > 0 ? style.red(String(repeating: "!", count: failed)) : "")
      + String(repeating: "-", count: inner - ended) + "]"
  }

  private static func cut(_ text: String, to columns: Int) -> String {
    text.count <= columns ? text : columns > 0 ? text.prefix(columns - 1) + "…" : ""
  }

  private static func oneDecimal(_ number: Double) -> String {
    guard number < 1e15 else { return "\(number)" }
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

/// `3s`, `1m 40s`, `2h 5m` or `3d 4h`: the two largest units.
func durationText(_ seconds: Double) -> String {
  let whole = Int(min(max(seconds.isNaN ? 0 : seconds, 0), 1e12).rounded())
  switch whole {
  case ..<60: return "\(whole)s"
  case ..<3600: return "\(whole / 60)m \(whole % 60)s"
  case ..<86_400: return "\(whole / 3600)h \(whole / 60 % 60)m"
  default: return "\(whole / 86_400)d \(whole / 3600 % 24)h"
  }
}
