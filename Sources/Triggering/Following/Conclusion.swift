/// How following ended.
package struct Conclusion: Hashable, Sendable {
  /// The runner's; 75 where the work may still go on.
  package let exitCode: Int32
  /// What happened and, unless it went well, what to do.
  package let message: String

  package init(_ exitCode: Int32, _ message: String) {
    self.exitCode = exitCode
    self.message = message
  }
}
