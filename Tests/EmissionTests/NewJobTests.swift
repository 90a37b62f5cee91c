import Emission
import Foundation
import JobDSL
import Jobs
import TestSupport
import Testing

/// `emit new job` as a process, in a package of its own.
@Suite struct NewJobTests {
  private func emit(_ arguments: String..., in folder: URL) async throws -> Child.Ending {
    try await run(buildFolder().appending(path: "emit"), ["new", "job"] + arguments, in: folder)
  }

  private static let shown = """
    import JobDSL

    public let reloadOrders202403 = Job("reload-orders-2024-03", owner: "", reason: "") {
      // In place of the next line the steps, such as Backfill(.orders, from: "2024-03-01", through: "2024-03-15")
      Materialize(Asset<Unpartitioned>(""))
    }

    """

  @Test func writesAFileAndSaysWhatIsNext() async throws {
    try await withPackage { folder async throws in
      let result = try await emit("reload-orders-2024-03", in: folder)
      #expect(
        result
          == Child.Ending(
            status: 0,
            output: """
              added   Sources/Jobs/ReloadOrders202403.swift
              Write its steps, owner and reason, then `swift run emit`: it says at which line something is wrong or left, \
              and else writes generated/reload-orders-2024-03. Commit both.

              """,
            errors: ""
          )
      )
      let file = folder.appending(path: "Sources/Jobs/ReloadOrders202403.swift")
      #expect(try String(contentsOf: file, encoding: .utf8) == Self.shown)
    }
  }

  /// The same as the file above, as `emit` sees it.
  @Test func whatIsLeftIsReportedAtItsLine() {
    #sourceLocation(file:"/build/Sources/Jobs/ReloadOrders202403.swift",line:3)
    let job = Job("reload-orders-2024-03", owner: "", reason: "") {
      // In place of the next line the steps
      Materialize(Asset<Unpartitioned>(""))
    }
    #sourceLocation()
    #expect(
      problems(of: [job]).map { $0.replacing(/:[0-9]+: error/, with: ": error") } == [
        "Sources/Jobs/ReloadOrders202403.swift:3: error: metadata.owner: expected text that is not blank, found \"\"",
        "Sources/Jobs/ReloadOrders202403.swift:3: error: metadata.reason: expected text that is not blank, found \"\"",
        "Sources/Jobs/ReloadOrders202403.swift:5: error: spec.steps[0].materialize.asset: expected an asset key like "
          + "orders or sales/orders, found \"\"",
      ]
    )
  }

  /// Whatever its name is and whatever stands in it.
  @Test(arguments: [
    NewJob("a"), NewJob("2024-reload"), NewJob("import"), NewJob("a--b-3c"), NewJob("job"), NewJob("self"),
    NewJob(String(repeating: "x", count: 63)),
    NewJob("quotes", owner: #"a "b" \(c) \"#, reason: "one\n\ttwo \"\"\" three\r\u{7F}é"),
    NewJob(
      "reload",
      owner: "data-platform",
      reason: "The source was corrected for 1–3 March, and twice so, INC-2001"
    ),
  ])
  func compilesAsItIs(job: NewJob) async throws {
    try await withTemporaryFolder { folder async throws in
      let file = folder.appending(path: "New.swift")
      let use = "public let allJobs: [Job] = [\(job.constant)]\n"
      try Data((job.source + use).utf8).write(to: file)
      let modules = try buildFolder().appending(path: "Modules").path
      let ending = try await run(
        program("swiftc"),
        [
          "-frontend", "-typecheck", "-swift-version", "6", "-warnings-as-errors", "-module-name", "Jobs",
          "-I",
          modules, "-I", inPackage("Sources/CLibYAML").path, file.path,
        ],
        in: folder
      )
      #expect(ending == Child.Ending(status: 0, output: "", errors: ""), "\(job.source)")
      // As ci/test and a pull request have it.
      let format = try await run(
        program("swift"),
        ["format", "lint", "--strict", "--configuration", inPackage(".swift-format").path, file.path],
        in: folder
      )
      #expect(format.status == 0, "\(format.errors)\(job.source)")
    }
  }

  @Test(arguments: [
    ("reload-a", "reloadA", "ReloadA"), ("2024-a", "job2024A", "Job2024A"), ("a-1", "a1", "A1"),
    ("default", "defaultJob", "DefaultJob"), ("re-load-2024-03", "reLoad202403", "ReLoad202403"),
    // As the plugin calls what it writes.
    ("all-jobs", "allJobsJob", "AllJobsJob"), ("listed-jobs-0", "listedJobs0Job", "ListedJobs0Job"),
    ("listed-jobs", "listedJobs", "ListedJobs"),
  ])
  func isNamedAsSwiftNamesThings(name: String, constant: String, file: String) {
    #expect(NewJob(name).constant == constant)
    #expect(NewJob(name).path == "Sources/Jobs/\(file).swift")
  }

  @Test(arguments: [61, 63]) func isWrittenWhole(length: Int) {
    let name = String(repeating: "x", count: length)
    #expect(NewJob(name).mistakes == [])
    #expect(NewJob(name, owner: "me", reason: "why").source.contains("\"\(name)\""))
  }

  @Test(arguments: [
    ("Reload_Orders", "found \"Reload_Orders\" (write reload-orders)"),
    ("reloadOrders2024", "found \"reloadOrders2024\" (write reload-orders2024)"),
    ("-a", "found \"-a\" (write a)"),
    ("a/../b", "found \"a/../b\" (write a-b)"), ("", "found \"\""), ("é", "found \"é\""),
    ("a\n", "(write a)"),
    (String(repeating: "x", count: 64), "found \"xxxx"),
  ])
  func refusesAnInvalidName(name: String, found: String) async throws {
    try await withPackage { folder async throws in
      let result = try await emit("--", name, in: folder)
      #expect(result.status == 64)
      #expect(result.output == "")
      #expect(
        result.errors.contains(
          "NAME: expected a DNS-1123 name of at most 63 small letters, digits and `-`, found \""
        )
      )
      #expect(result.errors.contains(found), "\(result.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/Sources/Jobs") == [])
    }
  }

  @Test func refusesAnOwnerThatNobodySees() async throws {
    try await withPackage { folder async throws in
      let result = try await emit("a", "--owner", "\u{202E}me", "--reason", " ", in: folder)
      #expect(result.status == 64)
      #expect(result.errors.contains("--owner: expected text that everybody can see, found U+202E in "))
      #expect(result.errors.contains("--reason: expected text that is not blank, found \" \""))
    }
  }

  private static let once = "a job's name is used once"
  private static let oneFile = "a module can't have two files of one name"

  /// - Parameter present: files of the package, with what stands in them.
  @Test(arguments: [
    ("recover-orders-2024-02", [:], "job recover-orders-2024-02 at Sources/Jobs/RecoverOrders.swift:3", once),
    ("old-job", ["generated/old-job/job.yaml": ""], "job old-job at generated/old-job", once),
    ("old-job", ["generated/Old-Job/job.yaml": ""], "job old-job at generated/Old-Job", once),
    ("a-b", ["Sources/Jobs/AB.swift": ""], "file AB.swift at Sources/Jobs/AB.swift", oneFile),
    ("ab", ["Sources/Jobs/AB.swift": ""], "file Ab.swift at Sources/Jobs/AB.swift", oneFile),
    (
      "shared", ["Sources/Jobs/Sub/Shared.swift": ""], "file Shared.swift at Sources/Jobs/Sub/Shared.swift",
      oneFile
    ),
    (
      "a-b", ["Sources/Jobs/sub/X.swift": "\npublic let aB = 1\n"],
      "constant aB at Sources/Jobs/sub/X.swift:2", once
    ),
  ])
  func refusesANameThatIsTaken(
    name: String,
    present: [String: String],
    place: String,
    reason: String
  ) async throws {
    try await withPackage { folder async throws in
      for (path, text) in present {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
      }
      let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      let result = try await emit(name, in: folder)
      #expect(
        result
          == Child.Ending(
            status: 2,
            output: "",
            errors:
              "error: NAME: expected a name of its own, found the \(place): nothing was written; \(reason), so "
              + "choose another\n"
          )
      )
      #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() == before)
    }
  }

  /// The catalog is a module of its own.
  @Test func aFileOfTheCatalogTakesNoName() async throws {
    try await withPackage { folder async throws in
      let file = folder.appending(path: "Sources/Jobs/Catalog/Catalog.swift")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data("let catalog = 1\n".utf8).write(to: file)
      #expect(try await emit("catalog", in: folder).status == 0)
    }
  }

  @Test func aConstantWithinSomethingElseTakesNoName() async throws {
    try await withPackage { folder async throws in
      let file = folder.appending(path: "Sources/Jobs/X.swift")
      try Data("func f() {\n  let aB = 1\n}\n// let aB\npublic let aBC = 1\n".utf8).write(to: file)
      #expect(try await emit("a-b", in: folder).status == 0)
    }
  }

  @Test func writesNothingInAFolderThatIsNoPackage() async throws {
    try await withTemporaryFolder { folder async throws in
      let result = try await emit("a", in: folder)
      #expect(result.status == 2)
      #expect(
        result.errors == "error: expected a package with Sources/Jobs in the working folder, found none in "
          + "\(folder.path): nothing was written; run it in the package's folder, as `swift run emit`\n"
      )
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
  }
}
