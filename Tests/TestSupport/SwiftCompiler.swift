import Foundation

/// Type-checks files as of `Sources/Jobs` against the modules of the running build. The test that uses it has to depend on
/// JobDSL, which has to be built before.
package struct SwiftCompiler {
  private let compiler: URL
  private let modules: URL

  /// - Throws: where there is no compiler or no module to compile with: nothing could be proven then.
  package init() throws {
    let chosen = ProcessInfo.processInfo.environment["SWIFT_EXEC"]
    compiler = try chosen.map { URL(filePath: $0) } ?? program("swiftc")
    modules = try buildFolder().appending(path: "Modules")
    let module = modules.appending(path: "JobDSL.swiftmodule").path
    guard FileManager.default.fileExists(atPath: module) else { throw NotFound(module) }
  }

  /// - Parameters:
  ///   - files: paths, with the compiler's own options among them.
  ///   - flags: besides those that Package.swift has for Sources/Jobs.
  package func typecheck(_ files: [String], flags: [String] = []) async throws -> Child.Ending {
    let arguments =
      ["-frontend", "-typecheck"] + flags + [
        "-swift-version", "6", "-warnings-as-errors", "-I", modules.path,
        // A module that is built for testing needs what it imports internally, too.
        "-I", inPackage("Sources/CLibYAML").path,
      ]
    return try await run(compiler, arguments + files, in: FileManager.default.temporaryDirectory)
  }
}
