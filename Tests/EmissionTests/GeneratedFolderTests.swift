import Emission
import FileTree
import Foundation
import JobDSL
import Jobs
import TestSupport
import Testing

@Suite struct GeneratedFolderTests {
  private func wanted() throws -> GeneratedFiles {
    try GeneratedFiles(of: [job("one") { Materialize(.dimProducts) }, job("two") { Launch(.noop) }])
  }

  /// Makes a folder hold what is wanted; each difference in one word and its path.
  private func emit(_ wanted: GeneratedFiles, into folder: GeneratedFolder) throws -> [String] {
    let comparison = Comparison(
      wanted: wanted.files,
      found: try folder.files(),
      isGenerated: GeneratedFiles.isOne
    )
    try folder.apply(comparison)
    return comparison.differences.map { path, difference in
      switch difference {
      case .missing: "missing \(path)"
      case .changed: "changed \(path)"
      case .orphaned: "orphaned \(path)"
      }
    }
  }

  @Test func isWrittenOnceAndThenLeftAlone() throws {
    try withTemporaryFolder { root throws in
      let folder = GeneratedFolder(at: root.appending(path: "generated").path)
      #expect(try folder.files().isEmpty)
      let files = ["job.yaml", "kubernetes.yaml", "kustomization.yaml"]
      #expect(
        try emit(wanted(), into: folder)
          == ["missing job.schema.json"]
          + ["one", "two"].flatMap { job in files.map { "missing \(job)/\($0)" } }
      )
      #expect(try folder.files() == wanted().files)
      #expect(try emit(wanted(), into: folder) == [])
    }
  }

  @Test func changesAreUndoneAndOrphansDeletedWithTheirFolders() throws {
    try withTemporaryFolder { root throws in
      let folder = GeneratedFolder(at: root.path)
      _ = try emit(wanted(), into: folder)
      try "changed".write(to: root.appending(path: "one/job.yaml"), atomically: true, encoding: .utf8)
      let old = root.appending(path: "old")
      try FileManager.default.createDirectory(at: old, withIntermediateDirectories: true)
      try Data(try #require(wanted().files["two/job.yaml"])).write(to: old.appending(path: "job.yaml"))
      try "x".write(to: root.appending(path: ".gitkeep"), atomically: true, encoding: .utf8)
      #expect(try emit(wanted(), into: folder) == ["orphaned old/job.yaml", "changed one/job.yaml"])
      #expect(try folder.files() == wanted().files)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
          == [".gitkeep", "job.schema.json", "one", "two"]
      )
      #expect(try FileManager.default.contentsOfDirectory(atPath: root.path + "/one").count == 3)
    }
  }

  /// Where it lies and how it begins, both: nothing else was generated.
  @Test(arguments: [
    "notes.txt", "job.yaml", "old/notes.txt", "old/deep/job.yaml", "generated/one/job.yaml",
  ])
  func whatLiesElsewhereIsForeign(path: String) throws {
    let wanted = try wanted().files
    let document = try #require(wanted["one/job.yaml"])
    let comparison = Comparison(
      wanted: wanted,
      found: wanted.merging([path: document]) { $1 },
      isGenerated: GeneratedFiles.isOne
    )
    #expect(comparison.foreign == [path])
    #expect(comparison.differences.isEmpty)
  }

  @Test func whatBeginsOtherwiseIsForeign() {
    let comparison = Comparison(
      wanted: [:],
      found: ["one/job.yaml": Array("kind: Job\n".utf8)],
      isGenerated: GeneratedFiles.isOne
    )
    #expect(comparison.foreign == ["one/job.yaml"])
    #expect(comparison.differences.isEmpty)
  }

  @Test func theFolderItselfStaysWhenNothingIsLeft() throws {
    try withTemporaryFolder { root throws in
      try "x".write(to: root.appending(path: "old.yaml"), atomically: true, encoding: .utf8)
      let nothing = Comparison(wanted: [:], found: ["old.yaml": Array("x".utf8)]) { _, _ in true }
      try GeneratedFolder(at: root.path).apply(nothing)
      #expect(try FileManager.default.contentsOfDirectory(atPath: root.path) == [])
    }
  }

  @Test func whatIsNoFolderCannotBeRead() throws {
    try withTemporaryFolder { root throws in
      let file = root.appending(path: "generated")
      try "x".write(to: file, atomically: true, encoding: .utf8)
      #expect(throws: (any Error).self) { try GeneratedFolder(at: file.path).files() }
    }
  }

  @Test func theCommittedOneIsWhatTheJobsEmit() throws {
    let comparison = Comparison(
      wanted: try GeneratedFiles(of: allJobs).files,
      found: try GeneratedFolder(at: inPackage("generated").path).files(),
      isGenerated: GeneratedFiles.isOne
    )
    #expect(comparison.unifiedDiff(of: "generated") == "")
    #expect(comparison.differences.isEmpty)
    #expect(comparison.foreign.isEmpty)
  }

  @Test func twoRunsGiveTheSameBytes() throws {
    #expect(try GeneratedFiles(of: allJobs).files == GeneratedFiles(of: allJobs.reversed()).files)
  }

  @Test func nothingOfThisMachineIsInAFile() throws {
    let root = inPackage("").path
    for (path, bytes) in try GeneratedFiles(of: allJobs).files {
      #expect(!String(decoding: bytes, as: UTF8.self).contains(root), "\(path)")
    }
  }
}
