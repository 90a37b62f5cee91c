internal import Diagnostics

/// Collects what is wrong with a file, up to a number that a person may still want to read.
struct ProblemList {
  private static let maximum = 100

  private let file: String
  private var list: [Diagnostic] = []
  private var hasMore = false

  init(file: String) {
    self.file = file
  }

  /// Whether what is added from now on is only counted.
  var isFull: Bool { list.count >= Self.maximum }

  mutating func add(
    at position: Position?,
    width: Int = 1,
    path: Path = .root,
    _ message: String,
    hint: String? = nil
  ) {
    guard !isFull else {
      hasMore = true
      return
    }
    list.append(
      Diagnostic(
        file: file,
        position: position,
        width: width,
        path: path,
        message: message,
        hint: hint
      )
    )
  }

  /// In the order of the document.
  var sorted: [Diagnostic] {
    let start = Position(line: 0, column: 0)
    var sorted = list.sorted { ($0.position ?? start) < ($1.position ?? start) }
    if hasMore {
      let message = "found more than \(Self.maximum) problems; the others are not shown"
      sorted.append(Diagnostic(.note, file: file, position: nil, message: message))
    }
    return sorted
  }
}
