/// How far a log was read, so that reading it again from a little before neither loses nor repeats a line.
///
/// The server takes the time in whole seconds, and a node writes what came by stdout and stderr at once in either
/// order. So a log is read again from the second before the last, and what was shown of it is passed over, as
/// often as it was shown.
package struct LogPosition: Sendable {
  /// How often each line was shown, by second: of the last two seconds that have any.
  private var shown: [(second: String, lines: [String: Int])] = []
  /// What the present stream still repeats.
  private var repeated: [String: Int] = [:]

  package init() {}

  /// Where to read on; nil for the beginning.
  package var since: String? { shown.first?.second }

  /// A stream begins at `since`.
  package mutating func begin() {
    repeated = shown.reduce(into: [:]) { $0.merge($1.lines, uniquingKeysWith: +) }
  }

  /// The text of a line without its time; nil where it was shown before.
  package mutating func take(_ line: String) -> String? {
    if let count = repeated[line], count > 0 {
      repeated[line] = count - 1
      return nil
    }
    let (time, text) = Self.parts(of: line)
    note(line, in: Self.second(of: time))
    return text
  }

  private mutating func note(_ line: String, in second: String) {
    if let index = shown.firstIndex(where: { $0.second == second }) {
      shown[index].lines[line, default: 0] += 1
      return
    }
    // Older than what a stream will begin with: it can't come again.
    if let first = shown.first, shown.count == 2, second < first.second { return }
    shown.append((second, [line: 1]))
    shown.sort { $0.second < $1.second }
    if shown.count > 2 { shown.removeFirst() }
  }

  private static func parts(of line: String) -> (time: Substring, text: String) {
    guard let space = line.firstIndex(of: " ") else { return (line[...], "") }
    return (line[..<space], String(line[line.index(after: space)...]))
  }

  /// Whether a line begins with a time, as each line of a log does that is asked for with times.
  static func hasTime(_ line: String) -> Bool {
    let time = line.utf8.prefix { $0 != UInt8(ascii: " ") }
    guard time.count >= "2024-03-01T10:00:00Z".utf8.count else { return false }
    return zip(time, "0000-00-00T00:00:00".utf8).allSatisfy { found, expected in
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(found)
      return expected == UInt8(ascii: "0") ? isDigit : found == expected
    }
  }

  /// `2024-03-01T10:00:00Z` of `2024-03-01T10:00:00.123456789Z`.
  private static func second(of time: Substring) -> String {
    guard let point = time.firstIndex(of: ".") else { return String(time) }
    return String(time[..<point]) + String(time[point...].dropFirst().drop { $0.isNumber })
  }
}
