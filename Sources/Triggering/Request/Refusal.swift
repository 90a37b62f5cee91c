/// Why nothing was started, with the exit code for it.
package struct Refusal: Error, Hashable, Sendable {
  /// 5, 64, 65, 69, 77 or 78, as `runner` has them.
  package let exitCode: Int32
  /// What was found, what was expected and what to do.
  package let message: String

  package init(_ exitCode: Int32, _ message: String) {
    self.exitCode = exitCode
    self.message = message
  }

  static func usage(_ message: String) -> Refusal { Refusal(64, message) }
  static func document(_ message: String) -> Refusal { Refusal(65, message) }
  static func environment(_ message: String) -> Refusal { Refusal(78, message) }
}
