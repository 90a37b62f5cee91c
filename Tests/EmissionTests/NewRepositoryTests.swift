import Emission
import FileTree
import Foundation
import TestSupport
import Testing

/// `emit new repository` as a process, and what it writes.
@Suite struct NewRepositoryTests {
  private static let url = "https://github.com/acme/production-jobs"

  private func emit(_ arguments: [String], in folder: URL) async throws -> Child.Ending {
    try await run(buildFolder().appending(path: "emit"), ["new", "repository"] + arguments, in: folder)
  }

  /// The files of a repository that is written into the folder `jobs`, which has to be.
  private func written(_ arguments: String..., in folder: URL) async throws -> [String: String] {
    let result = try await emit(["jobs"] + arguments, in: folder)
    try #require(result.status == 0, "\(result)")
    let root = folder.appending(path: "jobs")
    var files: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
      files[path] = try? String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
    #expect(result.output.hasPrefix(files.keys.sorted().map { "added   jobs/\($0)\n" }.joined()))
    return files
  }

  private static let common: Set = [
    ".gitattributes", ".gitignore", "AGENTS.md", "CODEOWNERS", "Package.swift", "README.md",
    "Sources/Commands/Commands.swift", "Sources/Jobs/Catalog/Catalog.swift", "Sources/Jobs/Shared.swift",
    "Sources/emit/Emit.swift",
    "generated/job.schema.json", "kubernetes/kustomization.yaml",
  ]

  @Test func writesARepositoryForGitHub() async throws {
    try await withTemporaryFolder { folder async throws in
      let files = try await written("--package", Self.url, "--package-version", "1.2.0", in: folder)
      let workflows = ["check", "production-job", "catalog"].map { ".github/workflows/\($0).yml" }
      #expect(Set(files.keys) == Self.common.union(workflows))
      for path in workflows {
        let name = path.split(separator: "/").last ?? ""
        #expect(
          files[path]?.contains("    uses: acme/production-jobs/.github/workflows/\(name)@1.2.0\n") == true
        )
      }
      let manifest = try #require(files["Package.swift"])
      #expect(manifest.contains("  name: \"jobs\",\n"))
      #expect(manifest.contains(".package(url: \"\(Self.url)\", exact: \"1.2.0\", traits: [])"))
      let warnings =
        ".treatAllWarnings(as: .error), .treatWarning(\"DeprecatedDeclaration\", as: .warning),\n"
      #expect(manifest.contains(warnings))
      #expect(
        files["kubernetes/kustomization.yaml"]?.contains("- \(Self.url)//ci/kubernetes?ref=1.2.0\n") == true
      )
      #expect(
        files["kubernetes/kustomization.yaml"]?.contains("\"'ghcr.io/acme/production-jobs/runner'\"") == true
      )
    }
  }

  @Test func writesARepositoryForGitLab() async throws {
    try await withTemporaryFolder { folder async throws in
      let url = "git@gitlab.example.org:Data/platform/production-jobs.git"
      let files = try await written("--package", url, "--package-version", "v1.2.0-rc.1", in: folder)
      #expect(Set(files.keys) == Self.common.union([".gitlab-ci.yml"]))
      let pipeline = try #require(files[".gitlab-ci.yml"])
      #expect(pipeline.contains("- project: Data/platform/production-jobs\n  ref: &version \"v1.2.0-rc.1\""))
      #expect(
        files["Package.swift"]?.contains(".package(url: \"\(url)\", exact: \"1.2.0-rc.1\", traits: [])")
          == true
      )
      let base = "- https://gitlab.example.org/Data/platform/production-jobs//ci/kubernetes?ref=v1.2.0-rc.1\n"
      #expect(files["kubernetes/kustomization.yaml"]?.contains(base) == true)
      #expect(
        files["kubernetes/kustomization.yaml"]?.contains("EDIT-registry/data/platform/production-jobs/runner")
          == true
      )
    }
  }

  /// A package that lies on this machine is nowhere that a pipeline could reach, so that a person has to say where it is.
  @Test(arguments: ["/somewhere/production-jobs", "file:///somewhere/production-jobs.git/"])
  func whereThePackageIsOnAServerIsLeftOpen(url: String) async throws {
    try await withTemporaryFolder { folder async throws in
      let files = try await written("--package", url, "--package-version", "1.0.0", in: folder)
      #expect(files["Package.swift"]?.contains("(url: \"\(url)\", exact: \"1.0.0\"") == true)
      #expect(files["Package.swift"]?.contains("package: \"production-jobs\")") == true)
      let use = "uses: EDIT-OWNER/production-jobs/.github/workflows/check.yml@1.0.0\n"
      #expect(files[".github/workflows/check.yml"]?.contains(use) == true)
    }
  }

  /// Everything that this repository has as well is the same there.
  @Test func whatIsOursIsNotSpelledAnew() async throws {
    try await withTemporaryFolder { folder async throws in
      let files = try await written("--package", Self.url, "--package-version", "1.0.0", in: folder)
      for path in ["Sources/Jobs/Catalog/Catalog.swift", "generated/job.schema.json"] {
        #expect(files[path] == (try String(contentsOf: inPackage(path), encoding: .utf8)), "\(path)")
      }
      let attributes = try String(contentsOf: inPackage(".gitattributes"), encoding: .utf8)
      for line in try #require(files[".gitattributes"]).split(separator: "\n") {
        #expect(attributes.contains("\(line)\n"), "\(line)")
      }
    }
  }

  /// What its README.md says of this package is there.
  @Test func itsReadmeLeadsToAHeadingThatIsThere() async throws {
    try await withTemporaryFolder { folder async throws in
      let files = try await written("--package", Self.url, "--package-version", "1.0.0", in: folder)
      #expect(files["README.md"]?.contains("/Docs/Operating.md#a-repository-of-your-own).") == true)
      let operating = try String(contentsOf: inPackage("Docs/Operating.md"), encoding: .utf8)
      #expect(operating.contains("\n### A repository of your own\n"))
    }
  }

  @Test func nothingIsToBeEmittedInItAtOnce() async throws {
    try await withTemporaryFolder { folder async throws in
      _ = try await written("--package", Self.url, "--package-version", "1.0.0", in: folder)
      let generated = GeneratedFolder(at: folder.appending(path: "jobs/generated").path)
      #expect(try await Comparison(of: [], with: generated).differences.isEmpty)
      let catalog = try await run(
        buildFolder().appending(path: "emit"),
        ["catalog"],
        in: folder.appending(path: "jobs")
      )
      #expect(catalog.output == "Sources/Jobs/Catalog: 0 files written or deleted\n", "\(catalog)")
    }
  }

  /// The list of commands, which is written over a few lines for what will be added to it, passes with its first command.
  @Test func whatIsWrittenInSwiftPassesTheFormat() async throws {
    try await withTemporaryFolder { folder async throws in
      _ = try await written("--package", Self.url, "--package-version", "1.0.0", in: folder)
      let format = try await run(
        program("swift"),
        [
          "format", "lint", "--strict", "--recursive", "--configuration", inPackage(".swift-format").path,
          "jobs/Package.swift", "jobs/Sources/Jobs", "jobs/Sources/emit",
        ],
        in: folder
      )
      #expect(format.status == 0, "\(format.errors)")
    }
  }

  // MARK: Where

  @Test func anEmptyFolderAndAnEmptyCloneWillDo() async throws {
    try await withTemporaryFolder { folder async throws in
      try FileManager.default.createDirectory(
        at: folder.appending(path: "empty/.git"),
        withIntermediateDirectories: true
      )
      let options = ["--package", Self.url, "--package-version", "1.0.0"]
      let here = try await emit(["."] + options, in: folder.appending(path: "empty"))
      #expect(here.status == 0, "\(here)")
      let manifest = try String(contentsOf: folder.appending(path: "empty/Package.swift"), encoding: .utf8)
      #expect(manifest.contains("  name: \"empty\",\n"))
      #expect(try await emit(["a/b/acme-jobs/"] + options, in: folder).status == 0)
      #expect(
        try String(contentsOf: folder.appending(path: "a/b/acme-jobs/Package.swift"), encoding: .utf8)
          .contains("  name: \"acme-jobs\",\n")
      )
    }
  }

  @Test(arguments: [
    ("jobs/theirs.txt", "one with theirs.txt in it"), ("jobs/.hidden", "one with .hidden in it"),
    ("jobs", "a file"),
  ])
  func nothingIsWrittenWhereSomethingIs(present: String, found: String) async throws {
    try await withTemporaryFolder { folder async throws in
      let file = folder.appending(path: present)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data().write(to: file)
      let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      let result = try await emit(
        ["jobs", "--package", Self.url, "--package-version", "1.0.0"],
        in: folder
      )
      let message =
        "error: jobs: expected a folder that isn't there yet or is empty, found \(found): nothing was written\n"
      #expect(result == Child.Ending(status: 2, output: "", errors: message))
      #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() == before)
    }
  }

  /// The last of the files has no place: what was written before it is taken back, with its folders.
  @Test func nothingIsLeftHalfDone() async throws {
    try await withTemporaryFolder { folder async throws in
      // Too long a path for the system, which only the deepest of the files reach.
      let room = Int(PATH_MAX) - folder.path.utf8.count - 30
      let deep = String((0..<room).map { $0 % 100 == 50 && $0 != room - 1 ? "/" : "d" })
      let result = try await emit(
        [deep, "--package", Self.url, "--package-version", "1.0.0"],
        in: folder
      )
      #expect(result.status == 2, "\(result)")
      #expect(result.output == "")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
  }

  // MARK: What is given

  @Test(arguments: [
    ("", "found \"\""),
    ("production-jobs", "found \"production-jobs\" (a folder is named by its whole path)"),
    ("../production-jobs", "(a folder is named by its whole path)"),
    ("http://github.com/a/b", "found \"http://github.com/a/b\""), ("https://github.com", "found"),
    ("https://github.com/", "found"), ("https://github.com/production-jobs", ", which has no owner"),
    ("https://me:secret@github.com/a/b", ", which names a user: leave that out"),
    ("https://github.com/a/b?x", "found"), ("https://github.com/a/\"b\"", "found"),
    ("https://github.com/a/b\n", "found"), ("git@github.com", "found"), ("/", "found"),
    ("https://github.com/a/$(id)", "found"), ("https:///a/b", "found"),
    ("https://github.com/a/.git", "found"),
  ])
  func refusesAURLThatNoPackageHas(url: String, found: String) async throws {
    try await refused(["--package", url, "--package-version", "1.0.0"]) { errors in
      #expect(
        errors.hasPrefix(
          "Error: --package: expected a URL like https://github.com/OWNER/production-jobs, found "
        ),
        "\(errors)"
      )
      #expect(errors.contains(found), "\(errors)")
    }
  }

  @Test(arguments: [
    "", "1", "1.0", "main", "1.0.0.0", "1.0.x", "vv1.0.0", "1.0.0-", "1.0.0+5", "1.0.0 ", "..", "1.0.0-\"",
  ])
  func refusesAVersionThatIsNone(version: String) async throws {
    try await refused(["--package", Self.url, "--package-version", version]) { errors in
      #expect(
        errors.hasPrefix("Error: --package-version: expected a tag of three numbers like 1.2.0, found \""),
        "\(errors)"
      )
    }
  }

  /// All at once.
  @Test func bothMistakesAreTold() async throws {
    try await refused(["--package", "x", "--package-version", "y"]) { errors in
      #expect(errors.contains("--package: expected") && errors.contains("\n--package-version: expected"))
    }
  }

  @Test func pipelinesAreTakenFromTheServerThatTheyRunOn() async throws {
    try await refused(["--package", Self.url, "--package-version", "1.0.0", "--pipeline", "gitlab"]) {
      errors in
      #expect(errors.hasPrefix("Error: --pipeline: expected github, where the package is, found gitlab: "))
    }
    try await refused(["--package", Self.url, "--package-version", "1.0.0", "--pipeline", "x"]) { errors in
      #expect(errors.contains("github") && errors.contains("gitlab"))
    }
  }

  @Test func whatIsToldByNothingIsAskedFor() async throws {
    try await refused(["--package-version", "1.0.0"]) { errors in
      #expect(errors.hasPrefix("Error: --package: expected the URL of the package production-jobs, such as "))
    }
    try await refused(["--package", Self.url]) { errors in
      #expect(
        errors.hasPrefix(
          "Error: --package-version: expected a version of \(Self.url), such as 1.2.0, found none"
        )
      )
    }
  }

  private func refused(_ arguments: [String], _ body: (String) -> Void) async throws {
    try await withTemporaryFolder { folder async throws in
      let result = try await emit(["jobs"] + arguments, in: folder)
      #expect(result.status == 64, "\(result)")
      #expect(result.output == "")
      body(result.errors)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
  }

  /// A clone knows where it came from, and its newest version.
  @Test(.enabled(if: (try? program("git")) != nil))
  func aCloneOfThePackageTellsBoth() async throws {
    try await withTemporaryFolder { folder async throws in
      for path in ["clone/Sources/JobDSL", "clone/Plugins/RegisterJobs"] {
        try FileManager.default.createDirectory(
          at: folder.appending(path: path),
          withIntermediateDirectories: true
        )
      }
      let clone = folder.appending(path: "clone")
      try Data().write(to: clone.appending(path: "Package.swift"))
      for arguments in [
        ["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "x"], ["tag", "1.4.0"],
        ["commit", "--quiet", "--allow-empty", "--message", "y"],
        ["remote", "add", "origin", "https://ci:secret@github.com/acme/production-jobs.git"],
      ] {
        let settings = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false"]
        let ending = try await run(program("git"), settings + arguments, in: clone)
        try #require(ending.status == 0, "\(ending)")
      }
      let result = try await emit(["../jobs"], in: clone)
      #expect(result.status == 0, "\(result)")
      let manifest = try String(contentsOf: folder.appending(path: "jobs/Package.swift"), encoding: .utf8)
      #expect(
        manifest.contains(
          "(url: \"https://github.com/acme/production-jobs.git\", exact: \"1.4.0\", traits: [])"
        )
      )
    }
  }
}
