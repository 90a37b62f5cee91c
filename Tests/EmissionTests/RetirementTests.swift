import Diagnostics
import Emission
import FileTree
import Foundation
import JobDSL
import Jobs
import TestSupport
import Testing

/// Jobs whose Swift file goes, and whose document stays.
@Suite struct RetirementTests {
  private static let one = job("one", file: "One.swift") { Materialize(.dimProducts) }
  private static let two = job("two", file: "Two.swift") { Launch(.noop) }

  /// A package of both jobs, as `emit` has written it.
  private func withJobs(_ body: (URL, GeneratedFolder) async throws -> Void) async throws {
    try await withPackage { package async throws in
      let folder = GeneratedFolder(at: package.appending(path: "generated").path)
      try folder.apply(try await Comparison(of: [Self.one, Self.two], with: folder))
      for name in ["One", "Two"] {
        try Data().write(to: package.appending(path: "Sources/Jobs/\(name).swift"))
      }
      try await body(package, folder)
    }
  }

  private func retire(_ name: String, among jobs: [Job], _ package: URL, _ folder: GeneratedFolder) throws {
    try Retirement(of: name, among: jobs, in: folder.files(), ofPackage: package.path).carryOut(in: folder)
  }

  private func failure(_ name: String, among jobs: [Job], _ package: URL, _ folder: GeneratedFolder) throws
    -> String
  {
    do {
      _ = try Retirement(of: name, among: jobs, in: folder.files(), ofPackage: package.path)
      return "none"
    } catch { return "\(error)" }
  }

  private func problems(of jobs: [Job], _ folder: GeneratedFolder) async throws -> [String] {
    do {
      _ = try await Comparison(of: jobs, with: folder)
      return []
    } catch let error as InvalidJobs {
      return error.problems.map(\.description)
    }
  }

  @Test func theDocumentStaysByteForByteAndNothingIsOrphaned() async throws {
    try await withJobs { package, folder async throws in
      let before = try folder.files()
      try retire("one", among: [Self.one, Self.two], package, folder)
      let after = try folder.files()
      for file in ["job.yaml", "kubernetes.yaml", "kustomization.yaml"] {
        #expect(after["retired/one/\(file)"] == before["one/\(file)"])
        #expect(after["one/\(file)"] == nil)
      }
      let files = FileManager.default
      #expect(!files.fileExists(atPath: package.appending(path: "Sources/Jobs/One.swift").path))
      #expect(files.fileExists(atPath: package.appending(path: "Sources/Jobs/Two.swift").path))
      // Editors look for the schema beside the retired ones.
      let comparison = try await Comparison(of: [Self.two], with: folder)
      #expect(comparison.differences.isEmpty)
      try folder.apply(comparison)
      let emitted = try folder.files()
      #expect(emitted == after)
      #expect(
        emitted["retired/job.schema.json"].map { String(decoding: $0, as: UTF8.self) }
          == "{ \"$ref\": \"../job.schema.json\" }\n"
      )
      #expect(try await Comparison(of: [Self.two], with: folder).differences.isEmpty)
      #expect(
        try failure("one", among: [Self.two], package, folder)
          == "\"one\" is retired already: generated/retired/one"
      )
    }
  }

  /// Killed between the two: both are there, which `emit` refuses, and the same command does the rest.
  @Test func whatWasBegunIsFinished() async throws {
    try await withJobs { package, folder async throws in
      let source = package.appending(path: "Sources/Jobs/One.swift")
      try retire("one", among: [Self.one, Self.two], package, folder)
      try Data().write(to: source)
      #expect(
        try await problems(of: [Self.one, Self.two], folder) == [
          "Sources/Jobs/One.swift:3:12: error: expected a job name of its own, found \"one\", which a retired job has "
            + "(its document is in generated/retired/one; to finish retiring it, run `swift run emit retire one`)"
        ]
      )
      let before = try folder.files()
      try retire("one", among: [Self.one, Self.two], package, folder)
      #expect(!FileManager.default.fileExists(atPath: source.path))
      #expect(try folder.files() == before)
    }
  }

  @Test func whatIsKeptIsWhatWasRun() async throws {
    try await withJobs { package, folder async throws in
      let file = package.appending(path: "generated/one/job.yaml")
      let text = try String(contentsOf: file, encoding: .utf8)
      try Data(text.replacing("why", with: "because").utf8).write(to: file)
      #expect(
        try failure("one", among: [Self.one], package, folder).hasPrefix(
          "generated/one is not what the Swift file says"
        )
      )
      try FileManager.default.removeItem(at: file)
      #expect(
        try failure("one", among: [Self.one], package, folder).hasPrefix(
          "generated/one is not what the Swift file says"
        )
      )
    }
  }

  @Test func refusesWhatItCannotDo() async throws {
    try await withJobs { package, folder async throws in
      #expect(
        try failure("tow", among: [Self.one, Self.two], package, folder)
          == "expected the name of a job, found \"tow\" (did you mean `two`?)"
      )
      try FileManager.default.removeItem(at: package.appending(path: "Sources/Jobs/One.swift"))
      let before = try folder.files()
      #expect(throws: RetirementFailure.sourceIsGone("Sources/Jobs/One.swift")) {
        try retire("one", among: [Self.one, Self.two], package, folder)
      }
      #expect(try folder.files() == before)
    }
  }

  /// What another file may use isn't deleted with the job.
  @Test(
    arguments: [
      (
        "import JobDSL\n\npublic let one = Job(\"one\") {}\n\nlet days = 3\nextension Int {}\n",
        "days on line 5, Int on line 6"
      ),
      (
        "struct Table {}\nlet one = Job(\"one\") {}\nlet two = Job(\"two\") {}\n",
        "Table on line 1, two on line 3"
      ),
      (
        "private let days = 3\nlet one = Job(\"one\") { let x = 1 }\nfileprivate struct Table { var x = 1 }\n",
        nil
      ),
    ] as [(String, String?)]
  )
  func aFileThatHoldsSomethingElseStays(source: String, others: String?) async throws {
    try await withJobs { package, folder async throws in
      try Data(source.utf8).write(to: package.appending(path: "Sources/Jobs/One.swift"))
      let refusal = others.map {
        "Sources/Jobs/One.swift: expected the job \"one\" alone, found \($0) as well, which other files may use: move it "
          + "into a file of its own first, or make it private where the job alone uses it"
      }
      #expect(try failure("one", among: [Self.one, Self.two], package, folder) == refusal ?? "none")
    }
  }

  @Test(arguments: [
    ("retired/one/job.yaml", "kind: [", "generated/retired/one/job.yaml:"),
    (
      "retired/other/job.yaml", nil,
      "generated/retired/other/job.yaml: error: expected the job \"other\", found \"one\""
    ),
    (
      "retired/one/notes.txt", "x",
      "generated/retired/one/notes.txt: error: expected a retired job's job.yaml"
    ),
    ("retired/stray.yaml", "x", "generated/retired/stray.yaml: error: expected a retired job's job.yaml"),
    (
      "retired/one/deep/job.yaml", "x", "generated/retired/one/deep/job.yaml: error: expected a retired job's"
    ),
  ])
  func retiredDocumentsAreStillChecked(path: String, text: String?, message: String) async throws {
    try await withJobs { package, folder async throws in
      try retire("one", among: [Self.one, Self.two], package, folder)
      let document = try #require(try folder.files()["retired/one/job.yaml"])
      let file = package.appending(path: "generated/\(path)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.map { Array($0.utf8) } ?? document).write(to: file)
      let problems = try await problems(of: [Self.two], folder)
      #expect(problems.first?.hasPrefix(message) == true, "\(problems)")
    }
  }

  @Test func noJobIsCalledAsTheFolderIs() async throws {
    try await withJobs { _, folder async throws in
      let named = job("retired") { Launch(.noop) }
      #expect(
        try await problems(of: [named], folder) == [
          "Sources/Jobs/X.swift:3:12: error: expected a job name other than \"retired\", which is the folder of the "
            + "retired jobs (give it another name)"
        ]
      )
    }
  }

  @Test func aSummaryTellsThemApart() async throws {
    try await withJobs { package, folder async throws in
      try retire("one", among: [Self.one, Self.two], package, folder)
      let retired = RetiredJobs(in: try folder.files())
      let text = Summary(of: [Self.two], since: base(Self.one, Self.two), retired: retired).markdown
      #expect(text.hasPrefix("## Production jobs: 1 retired\n"), "\(text)")
      #expect(text.contains("### Retired: `one`\n\nOwner `me`"))
      let later = BaseDocuments(
        reference: "main",
        documents: base(Self.two).documents,
        retired: retired.documents
      )
      #expect(
        Summary(of: [Self.two], since: later, retired: retired).markdown
          .hasPrefix("## Production jobs: no changes")
      )
    }
  }

  @Test func anotherFormOfACharacterIsAnotherText() async throws {
    try await withJobs { package, folder async throws in
      try retire("one", among: [Self.one, Self.two], package, folder)
      let files = try folder.files()
      let old = try #require(text(files["retired/one/job.yaml"]))
      func retired(_ reason: String) -> RetiredJobs {
        let bytes = Array(old.replacing("why", with: reason).utf8)
        return RetiredJobs(in: files.merging(["retired/one/job.yaml": bytes]) { $1 })
      }
      let earlier = BaseDocuments(
        reference: "main",
        documents: base(Self.two).documents,
        retired: retired("caf\u{E9}").documents
      )
      #expect(
        Summary(of: [Self.two], since: earlier, retired: retired("cafe\u{301}")).markdown
          .contains("### Rewritten: `one`")
      )
    }
  }

  /// The log is not written anew.
  @Test func aSummaryShowsWhereWhatIsKeptWasChanged() async throws {
    try await withJobs { package, folder async throws in
      try retire("one", among: [Self.one, Self.two], package, folder)
      let retired = RetiredJobs(in: try folder.files())
      let later = BaseDocuments(
        reference: "main",
        documents: base(Self.two).documents,
        retired: retired.documents
      )
      let gone = Summary(of: [Self.two], since: later).markdown
      #expect(gone.contains("### Deleted: `one`\n\n**What was kept of a retired job is gone.**"), "\(gone)")
      var files = try folder.files()
      let old = try #require(text(files["retired/one/job.yaml"]))
      files["retired/one/job.yaml"] = Array(old.replacing("why", with: "because").utf8)
      for base in [later, base(Self.one, Self.two)] {
        let changed = Summary(of: [Self.two], since: base, retired: RetiredJobs(in: files)).markdown
        #expect(
          changed.contains("### Rewritten: `one`\n\n**What is kept of a retired job is no longer"),
          "\(changed)"
        )
      }
    }
  }
}
