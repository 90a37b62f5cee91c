internal import Diagnostics
import Ledger

/// `[1/3] orders 2024-02 [######------] 6/14, 1 failed, 2 running, 4 queued, 1m 40s, about 2m left`
struct ProgressLine {
  let progress: Progress
  let now: Timestamp
  /// How long it will still take; `nil` where that can't be told.
  let left: Double?
  let style: TerminalStyle

  private static let widestBar = 30
  private static let narrowestBar = 8

  /// The line in one column less than `width`, since a terminal breaks a line that fills it. The bar gives
  /// way first, then the title, then what matters least of the counts; nothing is cut within a word.
  func text(width: Int) -> String {
    let room = max(0, width - 1)
    let step = "[\(progress.step)/\(progress.steps)]"
    let parts = fitting(columns: room - step.columns - 1)
    guard !parts.isEmpty else { return step.columns <= room ? step : "" }
    let forTitle = room - step.columns - Self.plain(parts).columns - 2
    let title = Self.shortened(title, to: forTitle)
    let forBar = forTitle - title.columns - 3
    // Where the title gives way, the bar has done so before.
    let hasBar = forBar >= Self.narrowestBar && title == self.title
    return [step, title.isEmpty ? nil : title, hasBar ? bar(columns: min(forBar, Self.widestBar)) : nil]
      .compactMap(\.self).joined(separator: " ") + " " + colored(parts)
  }

  private struct Part {
    var text: String
    /// The lower, the longer it stays on a line that gets narrower.
    var rank: Int
    var isFailure = false
  }

  private var title: String { TerminalStyle.printable(progress.title.replacing("\n", with: " ")) }

  private var parts: [Part] {
    var parts = [Part(text: "\(progress.ended)/\(progress.total)", rank: 0)]
    if progress.failed > 0 { parts.append(Part(text: "\(progress.failed) failed", rank: 1, isFailure: true)) }
    if let running = progress.running, running > 0 { parts.append(Part(text: "\(running) running", rank: 3)) }
    if let queued = progress.queued, queued > 0 { parts.append(Part(text: "\(queued) queued", rank: 5)) }
    parts.append(Part(text: durationText(now.seconds(since: progress.started)), rank: 2))
    if let left { parts.append(Part(text: "\(aboutText(left)) left", rank: 4)) }
    return parts
  }

  /// Those that there is room for, those that matter most first.
  private func fitting(columns: Int) -> [Part] {
    var (chosen, all) = (Set<Int>(), parts)
    for part in all.sorted(by: { $0.rank < $1.rank }) {
      let tried = all.filter { chosen.contains($0.rank) || $0.rank == part.rank }
      guard Self.plain(tried).columns <= columns else { break }
      chosen.insert(part.rank)
    }
    all.removeAll { !chosen.contains($0.rank) }
    return all
  }

  private static func plain(_ parts: [Part]) -> String { parts.map(\.text).joined(separator: ", ") }

  private func colored(_ parts: [Part]) -> String {
    parts.map { $0.isFailure ? style.red($0.text) : $0.text }.joined(separator: ", ")
  }

  /// `columns` do not count the brackets, for which there is room.
  private func bar(columns: Int) -> String {
    func cells(_ count: Int) -> Int {
      progress.total > 0 ? min(columns, max(0, count) * columns / progress.total) : 0
    }
    let ended = cells(progress.ended)
    // However few failed, they are seen.
    let failed = min(ended, progress.failed > 0 ? max(1, cells(progress.failed)) : 0)
    return "[" + String(repeating: "#", count: ended - failed)
      + (failed > 0 ? style.red(String(repeating: "!", count: failed)) : "")
      + String(repeating: "-", count: columns - ended) + "]"
  }

  /// As many of its words as fit, with a mark of those that don't.
  private static func shortened(_ title: String, to columns: Int) -> String {
    guard title.columns > columns else { return title }
    var words = title.split(separator: " ")
    while words.popLast() != nil, !words.isEmpty {
      var text = words.joined(separator: " ")
      while text.last == "," { text.removeLast() }
      if text.columns < columns { return text + "…" }
    }
    return ""
  }
}

/// `3s`, `1m 40s`, `2h 5m` or `3d 4h`: the two largest units.
package func durationText(_ seconds: Double) -> String {
  let whole = Int(min(max(seconds.isNaN ? 0 : seconds, 0), 1e12).rounded())
  switch whole {
  case ..<60: return "\(whole)s"
  case ..<3600: return "\(whole / 60)m \(whole % 60)s"
  case ..<86_400: return "\(whole / 3600)h \(whole / 60 % 60)m"
  default: return "\(whole / 86_400)d \(whole / 3600 % 24)h"
  }
}
