package import Contract

/// How following ended.
package struct Conclusion: Hashable, Sendable {
  /// The runner's; 75 where the work may still go on.
  package let exitCode: Int32
  /// What happened and, unless it went well, what to do.
  package let message: String

  package init(_ status: ExitStatus, _ message: String) {
    self.init(exitCode: status.rawValue, message)
  }

  /// - Parameter exitCode: a container's, which may be no status of the runner's, such as 137.
  init(exitCode: Int32, _ message: String) {
    self.exitCode = exitCode
    self.message = message
  }
}
