@testable import Triggering

extension Conclusion {
  /// By the number, as a pipeline sees it.
  init(_ exitCode: Int32, _ message: String) { self.init(exitCode: exitCode, message) }
}
