import Foundation
// What the examples import has to be built before them.
import Jobs
import TestSupport

/// Type-checks an example in Swift against the modules of the running build, as a file of `Sources/Jobs`.
struct ExampleCompiler {
  private let modules: URL

  init() throws { modules = try buildFolder().appending(path: "Modules") }

  /// The whole file that an example stands for: steps alone are those of a job.
  static func file(_ example: String) -> String {
    // The catalog, which a job has in its own module.
    let imports = "import Jobs\n"
    guard !example.contains("import JobDSL") else { return imports + example }
    return """
      \(imports)import JobDSL

      public let example = Job("example", owner: "me", reason: "why") {
      \(example)}

      """
  }

  /// Exit code 0 where it compiles without a warning.
  func check(_ example: String) async throws -> Child.Ending {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "Example.swift")
      try Self.file(example).write(to: file, atomically: true, encoding: .utf8)
      var options = [
        "-frontend", "-typecheck", "-parse-as-library", "-swift-version", "6", "-warnings-as-errors",
        "-I", modules.path, "-I", inPackage("Sources/CLibYAML").path,
      ]
      // As Package.swift has them for Sources/Jobs.
      for feature in ["ExistentialAny", "MemberImportVisibility", "NonisolatedNonsendingByDefault"] {
        options += ["-enable-upcoming-feature", feature]
      }
      return try await run(program("swiftc"), options + ["-primary-file", file.path], in: folder)
    }
  }
}
