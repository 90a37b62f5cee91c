import Emission
import Foundation
import TestSupport
import Testing

/// `emit new command` as a process, in a copy of what it reads of this package.
@Suite struct NewCommandTests {
  private static let list = "Sources/JobDSL/Commands/Command.swift"
  private static let files = [
    "Sources/JobDSL/Commands/TouchAsset.swift", "Sources/Planning/Commands/TouchAsset+Plan.swift",
    "Tests/JobDSLTests/Commands/TouchAssetTests.swift",
  ]

  private func emit(_ name: String, in folder: URL) async throws -> Child.Ending {
    try await run(buildFolder().appending(path: "emit"), ["new", "command", "--", name], in: folder)
  }

  private func withCopy<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    try await withTemporaryFolder { folder async throws in
      for path in ["Package.swift", "Sources/JobDSL", "Sources/Planning", "Tests/JobDSLTests"] {
        let copy = folder.appending(path: path)
        try FileManager.default.createDirectory(
          at: copy.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try FileManager.default.copyItem(at: inPackage(path), to: copy)
      }
      return try await body(folder)
    }
  }

  private func contents(of folder: URL) throws -> [String: Data] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return Dictionary(
      uniqueKeysWithValues: paths.compactMap { path in
        FileManager.default.contents(atPath: folder.appending(path: path).path).map { (path, $0) }
      }
    )
  }

  private func lines(of path: String, in folder: URL) throws -> [Substring] {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test func writesThreeFilesAndALineAndSaysWhatIsNext() async throws {
    try await withCopy { folder async throws in
      let before = try lines(of: Self.list, in: folder)
      #expect(
        try await emit("TouchAsset", in: folder)
          == Child.Ending(
            status: 0,
            output: """
              added   Sources/JobDSL/Commands/TouchAsset.swift
              added   Sources/Planning/Commands/TouchAsset+Plan.swift
              added   Tests/JobDSLTests/Commands/TouchAssetTests.swift
              changed Sources/JobDSL/Commands/Command.swift
              Write what it takes in the first and what it does in the second, and try it: `swift test --filter TouchAssetTests`.
              Then `swift run emit` and `swift run emit reference > Docs/Reference.md`, which go over all commands. Commit all.

              """,
            errors: ""
          )
      )
      let after = try lines(of: Self.list, in: folder)
      let added = after.difference(from: before).insertions
      #expect(after.count == before.count + 1 && added.count == 1)
      guard case .insert(let offset, let line, _)? = added.first else { return }
      #expect(line == "  TouchAsset.self," && after[offset + 1] == "]")
      let count = try Self.files.map { try lines(of: $0, in: folder).count - 1 }.reduce(1, +)
      #expect(count < 60, "a simple command is under 60 lines")
    }
  }

  /// ci/new-command builds all of it and runs its test.
  @Test(arguments: ["TouchAsset", "A", "URLCheck2", "Import", String(repeating: "Touch", count: 8)])
  func compilesAsItIs(name: String) async throws {
    try await withCopy { folder async throws in
      #expect(try await emit(name, in: folder).status == 0)
      let (compiler, plan) = (ModuleCompiler(folder: folder), CommandScaffold(name).files[1].path)
      let fine = Child.Ending(status: 0, output: "", errors: "")
      #expect(try await compiler.emitModule("JobDSL") == fine)
      #expect(try await compiler.check(plan, of: "Planning") == fine)
      let format = try await run(
        program("swift"),
        ["format", "lint", "--strict", "--configuration", inPackage(".swift-format").path]
          + CommandScaffold(name).files.map(\.path) + [Self.list],
        in: folder
      )
      #expect(format == fine)
    }
  }

  @Test(arguments: [
    ("TouchAsset", "touchAsset"), ("URLCheck", "urlCheck"), ("WipeURL", "wipeURL"), ("URL", "url"),
    ("A", "a"),
    ("V2Check", "v2Check"),
  ])
  func isNamedInADocumentAsSwiftNamesValues(name: String, keyword: String) {
    #expect(CommandScaffold(name).keyword == keyword)
    #expect(CommandScaffold(name).mistakes == [])
  }

  private static let expected =
    "NAME: expected a type's name of at most 40 letters and digits like TouchAsset, found "

  @Test(arguments: [
    ("touchAsset", expected + "\"touchAsset\" (write TouchAsset)"),
    ("touch-asset", expected + "\"touch-asset\" (write TouchAsset)"),
    ("Touch_Asset", expected + "\"Touch_Asset\" (write TouchAsset)"),
    ("../Touch", expected + "\"../Touch\" (write Touch)"), ("import", expected + "\"import\" (write Import)"),
    ("Touch\n", expected + "\"Touch\\n\" (write Touch)"), ("", expected + "\"\""),
    ("2Touch", expected + "\"2Touch\""), ("é", expected + "\"é\""),
    (String(repeating: "x", count: 41), expected + "\"xxxx"),
    ("Type", "NAME: expected a type's name, found \"Type\", a word of Swift's own (TypeAsset would do)"),
    (
      "Yes",
      "NAME: expected a name whose key in a document is text, found \"Yes\", where YAML takes `yes` for something "
        + "else (YesAsset would do)"
    ),
  ])
  func refusesWhatIsNoTypesName(name: String, message: String) async throws {
    try await withCopy { folder async throws in
      let before = try contents(of: folder)
      let result = try await emit(name, in: folder)
      #expect(result.status == 64 && result.output == "")
      #expect(result.errors.hasPrefix("Error: \(message)"), "\(result.errors)")
      #expect(try contents(of: folder) == before)
    }
  }

  private static let hidden = "one of the two would hide the other"

  /// - Parameter present: a file of the package, with what stands in it.
  @Test(arguments: [
    ("Backfill", nil, "command Backfill at \(list)", "both would be `backfill` in a document"),
    (
      "TouchAsset", ("Sources/JobDSL/Commands/touchasset.swift", ""),
      "file TouchAsset.swift at Sources/JobDSL/Commands/touchasset.swift",
      "a module can't have two files of one name"
    ),
    (
      "TouchAsset", ("Sources/Planning/Facts/TouchAsset+Plan.swift", ""),
      "file TouchAsset+Plan.swift at Sources/Planning/Facts/TouchAsset+Plan.swift",
      "a module can't have two files of one name"
    ),
    (
      "TouchAsset", ("Sources/Dagster/X.swift", "\npackage final class TouchAsset<A> {}"),
      "type TouchAsset at Sources/Dagster/X.swift:2", hidden
    ),
    (
      "TouchAsset", ("Tests/JobDSLTests/X.swift", "@Suite struct TouchAssetTests {}"),
      "type TouchAssetTests at Tests/JobDSLTests/X.swift:1", hidden
    ),
    (
      "Duration2",
      ("Sources/JobDSL/X.swift", "// Duration2\nlet a = b(\"Duration2\")\nlet c: Duration2? = nil"),
      "name Duration2 at Sources/JobDSL/X.swift:3", "the command's would take its place"
    ),
  ])
  func refusesANameThatIsTaken(
    name: String,
    present: (path: String, text: String)?,
    place: String,
    reason: String
  ) async throws {
    try await withCopy { folder async throws in
      if let present {
        let file = folder.appending(path: present.path)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try Data(present.text.utf8).write(to: file)
      }
      let before = try contents(of: folder)
      let errors =
        "error: NAME: expected a name of its own, found the \(place): nothing was written; \(reason), so choose another\n"
      #expect(try await emit(name, in: folder) == Child.Ending(status: 2, output: "", errors: errors))
      #expect(try contents(of: folder) == before)
    }
  }

  private static let advice =
    ": nothing was written; run it in a clone of the package production-jobs, or in a repository that `emit new "
    + "repository` wrote, as `swift run emit new command NAME`\n"

  @Test(arguments: ["Package.swift", list, "Sources/Planning/Commands", "Tests/JobDSLTests"])
  func writesNothingWhereTheCommandsAreNot(missing: String) async throws {
    try await withCopy { folder async throws in
      try FileManager.default.removeItem(at: folder.appending(path: missing))
      let before = try contents(of: folder)
      let errors =
        "error: expected the package that has the commands, found no \(missing) in \(folder.path)\(Self.advice)"
      #expect(try await emit("TouchAsset", in: folder) == Child.Ending(status: 2, output: "", errors: errors))
      #expect(try contents(of: folder) == before)
    }
  }

  @Test(arguments: [
    "", "let commands = [A.self]\n", "let builtIn: [any Command.Type] = [\n  A.self\n]\n",
  ])
  func writesNothingWhereItDoesNotFindTheList(text: String) async throws {
    try await withCopy { folder async throws in
      try Data(text.utf8).write(to: folder.appending(path: Self.list))
      let before = try contents(of: folder)
      let errors =
        "error: expected `let builtIn: [any Command.Type] = [`, lines of `NAME.self,` and a line of `]`, found "
        + "none such in \(Self.list)\(Self.advice)"
      #expect(try await emit("TouchAsset", in: folder) == Child.Ending(status: 2, output: "", errors: errors))
      #expect(try contents(of: folder) == before)
    }
  }

  @Test func leavesNothingBehindWhereAFileCannotBeWritten() async throws {
    try await withCopy { folder async throws in
      let tests = folder.appending(path: "Tests/JobDSLTests/Commands")
      try? FileManager.default.removeItem(at: tests)
      try Data("a file where a folder belongs".utf8).write(to: tests)
      let before = try contents(of: folder)
      let result = try await emit("TouchAsset", in: folder)
      #expect(result.status == 2 && result.output == "")
      #expect(result.errors.hasPrefix("error: cannot write "), "\(result.errors)")
      #expect(try contents(of: folder) == before)
    }
  }

  // MARK: A repository of its own

  private static let ownFiles = ["Sources/Commands/TouchAsset.swift", "Sources/runner/TouchAsset+Plan.swift"]

  /// The folder of a repository that `emit new repository` wrote.
  private func withOwnRepository<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    try await withTemporaryFolder { folder async throws in
      let package = ["--package", "https://github.com/acme/production-jobs", "--package-version", "1.2.0"]
      let made = try await run(
        buildFolder().appending(path: "emit"),
        ["new", "repository", "jobs"] + package,
        in: folder
      )
      #expect(made.status == 0, "\(made)")
      return try await body(folder.appending(path: "jobs"))
    }
  }

  /// ci/adopt builds all of it and runs a job with it.
  @Test func theFirstCommandOfARepositoryBringsItsRunner() async throws {
    try await withOwnRepository { folder async throws in
      let before = try lines(of: "Package.swift", in: folder)
      let result = try await emit("TouchAsset", in: folder)
      let added = (["Sources/runner/Runner.swift"] + Self.ownFiles).map { "added   \($0)\n" }.joined()
      let changed = "changed Sources/Commands/Commands.swift\nchanged Package.swift\n"
      #expect(result.status == 0 && result.output.hasPrefix(added + changed), "\(result)")
      #expect(try lines(of: "Sources/Commands/Commands.swift", in: folder).contains("  TouchAsset.self,"))
      let difference = try lines(of: "Package.swift", in: folder).difference(from: before)
      #expect(difference.removals.count == 2 && difference.insertions.count == 6, "\(difference)")
      let manifest = try lines(of: "Package.swift", in: folder).joined(separator: "\n")
      #expect(manifest.contains("      name: \"runner\",\n") && !manifest.contains("traits"))
      let format = try await run(
        program("swift"),
        ["format", "lint", "--strict", "--configuration", inPackage(".swift-format").path, "Package.swift"]
          + Self.ownFiles,
        in: folder
      )
      #expect(format == Child.Ending(status: 0, output: "", errors: ""))

      let second = try await emit("WipeCache", in: folder)
      #expect(second.status == 0 && !second.output.contains("Runner.swift"), "\(second)")
      #expect(!second.output.contains("Package.swift"))
      let list = try lines(of: "Sources/Commands/Commands.swift", in: folder)
      #expect(list.firstIndex(of: "  TouchAsset.self,").map { list[$0 + 1] } == "  WipeCache.self,")
    }
  }

  @Test(arguments: [
    ("Backfill", "command Backfill", ""), ("TouchAsset", "type TouchAsset", "struct TouchAsset {}\n"),
  ])
  func refusesANameThatARepositoryHas(name: String, found: String, shared: String) async throws {
    try await withOwnRepository { folder async throws in
      try Data(shared.utf8).write(to: folder.appending(path: "Sources/Jobs/Shared.swift"))
      let before = try contents(of: folder)
      let result = try await emit(name, in: folder)
      #expect(result.status == 2 && result.errors.contains("expected a name of its own, found the \(found)"))
      #expect(try contents(of: folder) == before)
    }
  }

  /// A manifest that people have changed is left to them.
  @Test(arguments: [
    (", traits: []", ""), ("  ],\n  swiftLanguageModes", "  ]\n  swiftLanguageModes"),
    ("RegisterJobs", "Other"),
  ])
  func leavesAManifestThatItDoesNotKnow(place: String, other: String) async throws {
    try await withOwnRepository { folder async throws in
      let manifest = folder.appending(path: "Package.swift")
      let text = try String(contentsOf: manifest, encoding: .utf8)
      try Data(text.replacing(place, with: other).utf8).write(to: manifest)
      let before = try contents(of: folder)
      let result = try await emit("TouchAsset", in: folder)
      #expect(result.status == 2 && result.output == "")
      #expect(result.errors.hasPrefix("error: expected the manifest that `emit new repository` wrote, with "))
      #expect(result.errors.contains("found none such in Package.swift: nothing was written"))
      #expect(try contents(of: folder) == before)
    }
  }
}
