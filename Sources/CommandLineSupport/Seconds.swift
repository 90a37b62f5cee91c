internal import ArgumentParser

/// A length of time as it is given on a command line.
package enum Seconds {
  /// Longer than any job: some four months.
  private static let limit = 1e7

  /// For `@Option(transform:)`.
  ///
  /// - Throws: `ValidationError`, to which the parser adds the option's name and what was found.
  package static func parse(_ text: String) throws -> Double {
    guard let seconds = positive(text) else {
      throw ValidationError("expected a positive number of seconds, such as 30 or 2.5")
    }
    return seconds
  }

  /// The number in a text; `nil` where it is none that can be waited for.
  package static func positive(_ text: String) -> Double? {
    Double(text).flatMap { $0 > 0 && $0 < limit ? $0 : nil }
  }
}
