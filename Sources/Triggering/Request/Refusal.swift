package import Contract

/// Why nothing was started, with the exit status for it.
package struct Refusal: Error, Hashable, Sendable {
  package let status: ExitStatus
  /// What was found, what was expected and what to do.
  package let message: String

  package init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  static func usage(_ message: String) -> Refusal { Refusal(.usage, message) }
  static func document(_ message: String) -> Refusal { Refusal(.invalidDocument, message) }
  static func environment(_ message: String) -> Refusal { Refusal(.badEnvironment, message) }
}
