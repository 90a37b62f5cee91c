import Diagnostics
import Emission
import FileTree
import Foundation
import JobDSL
import Jobs
import TestSupport
import Testing

/// Jobs that ask that others have succeeded, held against the jobs that there are.
@Suite struct JobOrderTests {
  private static func named(_ name: String, requiring others: String...) -> Job {
    Job(name, owner: "me", reason: "why", file: "/b/Sources/Jobs/\(name).swift", line: 1, column: 12) {
      for other in others {
        Launch(.noop).requires(
          .succeeded(other),
          file: "/b/Sources/Jobs/\(name).swift",
          line: 3,
          column: 5
        )
      }
      Materialize(.dimProducts)
    }
  }

  private func problems(of jobs: [Job], retired: [Job] = []) async throws -> [String] {
    try await withPackage { package async throws in
      let folder = GeneratedFolder(at: package.appending(path: "generated").path)
      for job in retired {
        let path = package.appending(path: "generated/retired/\(job.document.metadata.name)")
        try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
        try Data(job.document.encoded()).write(to: path.appending(path: "job.yaml"))
      }
      do {
        _ = try await Comparison(of: jobs, with: folder)
        return []
      } catch let error as InvalidJobs {
        return error.problems.map(\.description)
      }
    }
  }

  @Test func anotherJobMayBeAskedForWhetherItIsRetiredOrNot() async throws {
    let jobs = [
      Self.named("load"), Self.named("check", requiring: "load", "old"),
      Self.named("publish", requiring: "check", "load"), Self.named("tidy", requiring: "publish", "check"),
    ]
    #expect(try await problems(of: jobs, retired: [Self.named("old", requiring: "older")]) == [])
  }

  @Test func aNameThatNoJobHasIsReportedAtTheCondition() async throws {
    let jobs = [Self.named("load-orders"), Self.named("check", requiring: "load-order", "xyz")]
    let place = "Sources/Jobs/check.swift:3:5: error: spec.steps"
    #expect(
      try await problems(of: jobs, retired: [Self.named("old")]) == [
        "\(place)[0].launch.requires[0]: expected a job of this repository, found \"load-order\" (did you mean "
          + "load-orders?)",
        "\(place)[1].launch.requires[0]: expected a job of this repository, found \"xyz\" (a job has a file in "
          + "Sources/Jobs, or a document in generated/retired)",
      ]
    )
    #expect(
      try await problems(of: [Self.named("check", requiring: "odl")], retired: [Self.named("old")]) == [
        "\(place)[0].launch.requires[0]: expected a job of this repository, found \"odl\" (did you mean old?)"
      ]
    )
  }

  private static func circle(at name: String, _ others: String) -> String {
    "Sources/Jobs/\(name).swift:3:5: error: spec.steps[0].launch.requires[0]: expected jobs that can be run one after "
      + "the other, found a circle: \(others) (remove one of these conditions: none of the jobs could ever begin)"
  }

  @Test func aCircleIsNamedOnce() async throws {
    let two = [
      Self.named("b", requiring: "a"), Self.named("a", requiring: "b"), Self.named("c", requiring: "a"),
    ]
    #expect(
      try await problems(of: two) == [Self.circle(at: "a", "\"a\", which needs \"b\", which needs \"a\"")]
    )
    let more =
      two + [
        Self.named("x", requiring: "y"), Self.named("y", requiring: "z"), Self.named("z", requiring: "x"),
      ]
    #expect(
      try await problems(of: more) == [
        Self.circle(at: "a", "\"a\", which needs \"b\", which needs \"a\""),
        Self.circle(at: "x", "\"x\", which needs \"y\", which needs \"z\", which needs \"x\""),
      ]
    )
  }

  /// One that is retired may never have been run.
  @Test func aCircleMayGoThroughARetiredJob() async throws {
    #expect(
      try await problems(
        of: [Self.named("a", requiring: "old")],
        retired: [Self.named("old", requiring: "a")]
      )
        == [Self.circle(at: "a", "\"a\", which needs \"old\", which needs \"a\"")]
    )
  }

  @Test func theJobItselfIsReportedAtTheCondition() {
    #expect(
      EmissionTests.problems(of: [Self.named("a", requiring: "a")]) == [
        "Sources/Jobs/a.swift:3:5: error: spec.steps[0].launch.requires[0]: expected another job than this one, found "
          + "\"a\", which has not succeeded while it runs (remove it: a job's steps are done in their order)"
      ]
    )
  }

  /// The name is a level below the condition's own place.
  @Test func aNameThatNoJobCanHaveIsReportedAtTheCondition() {
    #expect(
      EmissionTests.problems(of: [Self.named("a", requiring: "B_c")]) == [
        "Sources/Jobs/a.swift:3:5: error: spec.steps[0].launch.requires[0].succeeded: expected a DNS-1123 name of at "
          + "most 63 small letters, digits and `-`, found \"B_c\""
      ]
    )
  }

  @Test func theDocumentNamesTheLine() throws {
    let files = try GeneratedFiles(of: [Self.named("a", requiring: "load")]).files
    let document = try #require(text(files["a/job.yaml"]))
    #expect(document.contains("      requires:\n      - succeeded: load  # Sources/Jobs/a.swift:3\n"))
  }
}
