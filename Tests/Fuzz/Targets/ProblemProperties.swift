import Diagnostics

/// What holds for everything that is said to be wrong with an input.
enum ProblemProperties {
  /// More than a person reads: a message cuts short what it shows of the input.
  private static let longestLine = 4_000

  static func check(_ problems: [Diagnostic], of bytes: [UInt8]) throws(Violation) {
    let extent = TextExtent(of: bytes)
    let excerpt = Excerpt(of: String(decoding: bytes, as: UTF8.self))
    var last = Position(line: 1, column: 1)
    for problem in problems {
      if let position = problem.position {
        try require(extent.holds(position), "expected a place inside of the text: \(problem)")
        try require(
          extent.holds(position, width: problem.width),
          "expected a width within its line, found \(problem.width): \(problem)"
        )
        try require(last <= position, "expected problems in the order of the text: \(problem)")
        last = position
      }
      try check(problem.description, lines: 1)
      try check(problem.rendered(in: excerpt), lines: problem.position == nil ? 1 : 3)
    }
  }

  private static func check(_ text: String, lines: Int) throws(Violation) {
    let breaks = text.unicodeScalars.count { $0 == "\n" }
    try require(breaks == lines - 1, "expected \(lines) lines: \(text.debugDescription)")
    try require(
      text.utf8.count <= longestLine * lines,
      "expected a short text, found \(text.utf8.count) bytes: \(text.prefix(200))"
    )
    let hidden = text.unicodeScalars.first {
      $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
    }
    try require(hidden == nil, "expected no control characters: \(text.debugDescription)")
  }
}
