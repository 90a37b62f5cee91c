import Foundation
import JobDSL
import TestSupport

/// The documents that features of the language give, kept beside the tests.
///
/// `RECORD_GOLDEN=1 swift test --filter GoldenTests` writes them anew; that run fails, so that it can't
/// be taken for a test, and the difference is reviewed like any other.
enum Golden {
  static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"

  static func url(_ name: String) -> URL { inPackage("Tests/JobDSLTests/Golden/\(name).yaml") }

  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: inPackage("Tests/JobDSLTests/Golden").path)
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// The recorded text, after recording `text` where that was asked for.
  static func text(of name: String, recording text: String) throws -> String {
    if isRecording { try text.write(to: url(name), atomically: true, encoding: .utf8) }
    return try String(contentsOf: url(name), encoding: .utf8)
  }
}
