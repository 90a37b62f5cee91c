import Emission
import Foundation
import Jobs
import TestSupport
import Testing

@Suite struct EmitTests {
  private func emit(_ arguments: String..., in folder: URL) async throws -> Child.Ending {
    let emit = try buildFolder().appending(path: "emit")
    guard FileManager.default.isExecutableFile(atPath: emit.path) else { throw NotFound(emit.path) }
    return try await run(emit, arguments, in: folder)
  }

  @Test func checkSaysNothingWhereAllIsTheSame() async throws {
    let result = try await emit("--check", in: inPackage(""))
    #expect(result == Child.Ending(status: 0, output: "", errors: ""))
  }

  @Test func writesAndThenFindsNothingToDo() async throws {
    try await withPackage { folder async throws in
      let first = try await emit(in: folder)
      #expect(first.status == 0)
      let files = try GeneratedFiles(of: allJobs).files.keys.sorted()
      let lines = files.map { "added   generated/\($0)" }
      #expect(
        first.output.split(separator: "\n").map(String.init)
          == lines + ["\(allJobs.count) jobs, \(files.count) files written or deleted"]
      )
      #expect(
        try await emit(in: folder)
          == Child.Ending(
            status: 0,
            output: "\(allJobs.count) jobs, 0 files written or deleted\n",
            errors: ""
          )
      )
      #expect(try await emit("--check", in: folder) == Child.Ending(status: 0, output: "", errors: ""))
    }
  }

  @Test func checkShowsWhatItWouldChangeAndWritesNothing() async throws {
    try await withPackage { folder async throws in
      _ = try await emit(in: folder)
      let job = folder.appending(path: "generated/recover-orders-2024-02")
      let kustomization = job.appending(path: "kustomization.yaml")
      let wanted = try String(contentsOf: kustomization, encoding: .utf8)
      let old = wanted.replacing("- kubernetes.yaml", with: "- by-hand.yaml")
      try old.write(to: kustomization, atomically: true, encoding: .utf8)
      let gone = folder.appending(path: "generated/zzz")
      try FileManager.default.createDirectory(at: gone, withIntermediateDirectories: true)
      try "# Generated from Sources/Jobs/Z.swift by `swift run emit`.\n"
        .write(to: gone.appending(path: "job.yaml"), atomically: true, encoding: .utf8)

      let result = try await emit("--check", in: folder)
      #expect(result.status == 1)
      #expect(
        result.output == """
          --- a/generated/recover-orders-2024-02/kustomization.yaml
          +++ b/generated/recover-orders-2024-02/kustomization.yaml
          @@ -2,7 +2,7 @@
           apiVersion: kustomize.config.k8s.io/v1beta1
           kind: Kustomization
           resources:
          -- by-hand.yaml
          +- kubernetes.yaml
           configMapGenerator:
           - name: recover-orders-2024-02
             files:
          --- a/generated/zzz/job.yaml
          +++ /dev/null
          @@ -1 +0,0 @@
          -# Generated from Sources/Jobs/Z.swift by `swift run emit`.

          """
      )
      #expect(result.errors == "generated is not up to date: 2 files; run `swift run emit` and commit\n")
      #expect(try String(contentsOf: kustomization, encoding: .utf8) == old)

      try result.output.write(to: folder.appending(path: "d.patch"), atomically: true, encoding: .utf8)
      let patch = try await run(program("patch"), ["-p1", "-i", "d.patch"], in: folder)
      #expect(patch.status == 0, "\(patch.output)\(patch.errors)")
      #expect(try await emit("--check", in: folder) == Child.Ending(status: 0, output: "", errors: ""))
    }
  }

  /// What a person put there is told, and is never deleted.
  @Test func keepsWhatItDidNotWrite() async throws {
    try await withPackage { folder async throws in
      _ = try await emit(in: folder)
      let theirs = ["by-hand/job.yaml": "kind: Job\n", "notes.txt": "# Generated from nothing\n"]
      for (path, text) in theirs {
        let file = folder.appending(path: "generated/\(path)")
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
      }
      let paths = theirs.keys.sorted()
      let check = try await emit("--check", in: folder)
      let told = paths.map {
        "generated/\($0): expected what `swift run emit` writes, found another file: move it elsewhere or delete it\n"
      }
      #expect(check == Child.Ending(status: 1, output: "", errors: told.joined()))
      let kept = paths.map { "kept    generated/\($0), which emit did not write\n" }.joined()
      #expect(
        try await emit(in: folder)
          == Child.Ending(
            status: 0,
            output: "\(kept)\(allJobs.count) jobs, 0 files written or deleted\n",
            errors: ""
          )
      )
      for (path, text) in theirs {
        #expect(try String(contentsOf: folder.appending(path: "generated/\(path)"), encoding: .utf8) == text)
      }
    }
  }

  /// Such as the package's own folder, with all that is in it.
  @Test func anotherFolderLosesNothing() async throws {
    try await withPackage { folder async throws in
      _ = try await emit(in: folder)
      for index in 10..<40 {
        try Data().write(to: folder.appending(path: "Sources/Jobs/File\(index).swift"))
      }
      let before = Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path))
      let result = try await emit("--output", ".", in: folder)
      #expect(result.status == 0)
      let after = Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path))
      #expect(before.subtracting(after) == [])
      #expect(after.contains("recover-orders-2024-02/job.yaml"))
      #expect(result.output.contains("kept    ./Package.swift, which emit did not write\n"))
      let generated = try GeneratedFiles(of: allJobs).files.count
      #expect(result.output.contains("and \(generated + 31 - 20) more files of this kind\n"))
    }
  }

  @Test func aMissingFolderIsADifference() async throws {
    try await withPackage { folder async throws in
      let result = try await emit("--check", in: folder)
      #expect(result.status == 1)
      #expect(result.errors.hasPrefix("generated is not up to date: "))
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "generated").path))
    }
  }

  @Test(arguments: [["--check"], []])
  func aFileInThePlaceOfTheFolderIsAnError(options: [String]) async throws {
    try await withPackage { folder async throws in
      try "x".write(to: folder.appending(path: "generated"), atomically: true, encoding: .utf8)
      let program = try buildFolder().appending(path: "emit")
      let result = try await run(program, options, in: folder)
      #expect(
        result
          == Child.Ending(
            status: 2,
            output: "",
            errors: "error: generated: expected a folder, found a file\n"
          )
      )
    }
  }

  @Test func aFolderThatCannotBeMadeIsAnError() async throws {
    try await withPackage { folder async throws in
      try "x".write(to: folder.appending(path: "file"), atomically: true, encoding: .utf8)
      let result = try await emit("--output", "file/generated", in: folder)
      #expect(
        result
          == Child.Ending(
            status: 2,
            output: "",
            errors: "error: file/generated: cannot write \(folder.path)/file/generated: Not a directory\n"
          )
      )
    }
  }

  @Test(arguments: [[], ["Package.swift"], ["Sources/Jobs"]])
  func writesNothingInAFolderThatIsNoPackage(files: [String]) async throws {
    try await withTemporaryFolder { folder async throws in
      for name in files + ["generated"] {
        let path = folder.appending(path: name)
        try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
      }
      let theirs = folder.appending(path: "generated/theirs.txt")
      try Data().write(to: theirs)
      let result = try await emit(in: folder)
      #expect(result.status == 2)
      #expect(result.output == "")
      #expect(
        result.errors == "error: expected a package with Sources/Jobs in the working folder, found none in "
          + "\(folder.path): nothing was written; run it in the package's folder, as `swift run emit`\n"
      )
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path + "/generated") == ["theirs.txt"]
      )
    }
  }

  @Test func anUnknownOptionIsAMistakeOfUsage() async throws {
    let result = try await emit("--chekc", in: inPackage(""))
    #expect(result.status == 64)
    #expect(result.errors.contains("Unknown option '--chekc'"))
  }
}
