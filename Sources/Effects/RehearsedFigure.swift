/// A number of a rehearsal in an effect: `rehearsed rows_deleted 1204`.
package struct RehearsedFigure {
  package static let verb = "rehearsed"

  package let label: String
  package let number: String

  /// - Returns: `nil` for another change.
  package init?(change: String) {
    guard change.hasPrefix("\(Self.verb) ") else { return nil }
    self.init(text: change.dropFirst(Self.verb.count + 1))
  }

  /// `rows_deleted 1204`.
  package init?(text: some StringProtocol) {
    guard let blank = text.lastIndex(of: " ") else { return nil }
    (label, number) = (String(text[..<blank]), String(text[text.index(after: blank)...]))
  }

  package var text: String { "\(label) \(number)" }
  package var change: String { "\(Self.verb) \(text)" }

  /// `rows_deleted: 1210 now, 6 more than the 1204 that were approved`.
  package func difference(from approved: RehearsedFigure) -> String {
    let before = "the \(approved.number) that were approved"
    guard let new = Int(number), let old = Int(approved.number), new != old else {
      return "\(label): \(number) now, rather than \(before)"
    }
    return "\(label): \(number) now, \(abs(new - old)) \(new > old ? "more" : "fewer") than \(before)"
  }
}
