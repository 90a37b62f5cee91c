#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file that lasts as long as a test's body.
enum TemporaryFile {
  static func with<Result>(_ text: String, _ body: (String) async throws -> Result) async throws -> Result {
    let name = "dagster-tests-" + UUID().uuidString
    let url = FileManager.default.temporaryDirectory.appending(path: name)
    try write(text, to: url.path())
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(url.path())
  }

  static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
