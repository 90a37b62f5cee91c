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

/// Type-checks a file against the modules of the running build and compares the diagnostics with the
/// `// expected-error {{…}}` in it, as the Swift compiler's own tests do:
/// https://github.com/swiftlang/swift/blob/main/docs/Diagnostics.md#verifying-diagnostics
struct FixtureCompiler {
  private let compiler: URL
  private let modules: URL

  /// - Throws: where there is no compiler or no module to compile with: nothing could be proven then.
  init() throws {
    let chosen = ProcessInfo.processInfo.environment["SWIFT_EXEC"]
    compiler = try chosen.map { URL(filePath: $0) } ?? program("swiftc")
    modules = try buildFolder().appending(path: "Modules")
    let module = modules.appending(path: "JobDSL.swiftmodule").path
    guard FileManager.default.fileExists(atPath: module) else { throw NotFound(module) }
  }

  /// Exit code 0 where the compiler says what the file expects and nothing else.
  func verify(_ file: URL) async throws -> Child.Ending {
    try await run(
      compiler,
      [
        "-frontend", "-typecheck", "-verify", "-verify-ignore-unrelated", "-swift-version", "6",
        // As Package.swift has it for Sources/Jobs.
        "-warnings-as-errors",
        "-I", modules.path,
        // A module that is built for testing needs what it imports internally, too.
        "-I", inPackage("Sources/CLibYAML").path,
        "-primary-file", file.path, inPackage("Tests/CompileFailure/Catalog/Catalog.swift").path,
      ],
      in: file.deletingLastPathComponent()
    )
  }
}
