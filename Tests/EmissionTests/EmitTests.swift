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
      try "gone\n".write(to: job.appending(path: "zzz.yaml"), atomically: true, encoding: .utf8)

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
          --- a/generated/recover-orders-2024-02/zzz.yaml
          +++ /dev/null
          @@ -1 +0,0 @@
          -gone

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

  /// It would delete what no job owns.
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
