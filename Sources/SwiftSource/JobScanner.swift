package import Diagnostics

/// Finds the one job that a file of `Sources/Jobs` declares, and what would make a job go unnoticed.
package struct JobScanner {
  /// The constant that holds the file's job, such as `recoverOrders`.
  package private(set) var job: Token?
  package private(set) var problems: [Diagnostic] = []
  /// The names of what the file declares beside its job, and other files may use.
  package private(set) var others: [Token] = []

  private let file: String
  private let tokens: [Token]

  package init(file: String, tokens: [Token]) {
    self.file = file
    self.tokens = tokens
    scan()
  }

  private mutating func scan() {
    var depth = 0
    var index = 0
    while index < tokens.count {
      switch tokens[index].text {
      case "{", "(", "[": depth += 1
      case "}", ")", "]": depth -= 1
      case "let" where depth == 0:
        if let found = declaration(after: index) {
          if isPrivate(at: index) {
            report(found.name, "a private one, which the list of all jobs can't see")
          } else {
            register(found.name)
          }
          index = found.end
        } else {
          noteOther(at: index)
        }
      case "Job" where !isExtension(at: index):
        report(tokens[index], "a job that nothing would register")
      case let word where depth == 0 && Self.declaring.contains(word): noteOther(at: index)
      default: break
      }
      index += 1
    }
  }

  /// What begins a declaration, but for `let`.
  private static let declaring: Set<Substring> = [
    "actor", "associatedtype", "class", "enum", "extension", "func", "macro", "operator", "precedencegroup",
    "protocol",
    "struct", "typealias", "var",
  ]

  /// A declaration that isn't the job's, whose first word is at `index`.
  private mutating func noteOther(at index: Int) {
    // `import struct M.S`, `.extension`
    guard index == 0 || !["import", "."].contains(tokens[index - 1].text), !isPrivate(at: index) else {
      return
    }
    if let name = tokens[(index + 1)...].first(where: { $0.text != "`" }) { others.append(name) }
  }

  /// The declaration `let name = Job(` or `let name: Job =` whose `let` is at `start`.
  private func declaration(after start: Int) -> (name: Token, end: Int)? {
    guard start + 3 < tokens.count else { return nil }
    let following = tokens[(start + 1)...].prefix(4).map(\.text)
    switch (following[1], following[2], following.count > 3 ? following[3] : "") {
    case ("=", "Job", "("): return (tokens[start + 1], start + 3)
    case (":", "Job", "="):
      let spellsItOut = start + 5 < tokens.count && tokens[start + 5].text == "Job"
      return (tokens[start + 1], start + (spellsItOut ? 5 : 4))
    default: return nil
    }
  }

  private func isPrivate(at index: Int) -> Bool {
    let modifiers = tokens[..<index].reversed().prefix { Self.modifiers.contains($0.text) }
    return modifiers.contains { ["private", "fileprivate"].contains($0.text) }
  }

  private static let modifiers: Set<Substring> = [
    "fileprivate", "final", "indirect", "infix", "nonisolated", "postfix", "prefix", "private",
  ]

  private func isExtension(at index: Int) -> Bool { index > 0 && tokens[index - 1].text == "extension" }

  private mutating func register(_ name: Token) {
    guard let first = job else { return job = name }
    others.append(name)
    problems.append(
      Diagnostic(
        file: file,
        position: Position(line: name.line, column: name.column),
        message: "expected one job in a file, found \(name.text) beside \(first.text)",
        hint: "move one of them to a file of its own"
      )
    )
  }

  private mutating func report(_ token: Token, _ found: String) {
    problems.append(
      Diagnostic(
        file: file,
        position: Position(line: token.line, column: token.column),
        message: "expected `public let name = Job(…)` at the top level of the file, found \(found)",
        hint: "declare each job as a top-level constant; share steps between jobs, not jobs"
      )
    )
  }
}
