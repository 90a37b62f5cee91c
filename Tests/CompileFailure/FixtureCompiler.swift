import Foundation
// What the fixtures import has to be built before them.
import JobDSL
import TestSupport
import Testing

/// A Swift file that a job's author could have written, with what the compiler has to say to it.
struct Fixture: CustomTestStringConvertible, Sendable {
  /// The one that compiles: the others fail for their own reason and not for want of a module.
  static let wholeLanguage = "WholeLanguage"
  private static let folder = inPackage("Tests/CompileFailure/Fixtures")

  let name: String
  var url: URL { Self.folder.appending(path: "\(name).swift") }
  var testDescription: String { name }

  static let all: [Fixture] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".swift") }.map { Fixture(name: String($0.dropLast(6))) }
      .sorted { $0.name < $1.name }
  }()

  func source() throws -> String { try String(contentsOf: url, encoding: .utf8) }
}

/// Compares what the compiler says of a file with the `// expected-error {{…}}` in it, as the Swift compiler's own tests do:
/// https://github.com/swiftlang/swift/blob/main/docs/Diagnostics.md#verifying-diagnostics
struct FixtureCompiler {
  /// Exit code 0 where the compiler says what the file expects and nothing else.
  func verify(
    _ file: URL,
    catalog: [URL] = [inPackage("Tests/CompileFailure/Catalog/Catalog.swift")]
  ) async throws -> Child.Ending {
    try await SwiftCompiler().typecheck(
      ["-primary-file", file.path] + catalog.map(\.path),
      flags: ["-verify", "-verify-ignore-unrelated"]
    )
  }
}
