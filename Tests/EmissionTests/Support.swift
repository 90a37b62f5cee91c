import Diagnostics
import Emission
import Foundation
import JobDSL
import Jobs
import TestSupport

/// A job as if its file were in the package, at line 3.
func job(_ name: String = "x", file: String = "X.swift", @StepsBuilder steps: () -> [LocatedStep]) -> Job {
  Job(
    name,
    owner: "me",
    reason: "why",
    file: "/build/Sources/Jobs/\(file)",
    line: 3,
    column: 12,
    steps: steps
  )
}

func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

/// The problems of jobs that can't be emitted, each in one line.
func problems(of jobs: [Job]) -> [String] {
  do throws(InvalidJobs) {
    _ = try GeneratedFiles(of: jobs)
    return []
  } catch {
    return error.problems.map(\.description)
  }
}

/// The documents of jobs as those of the commit `main`.
func base(_ jobs: Job...) -> BaseDocuments {
  let documents = jobs.map { ($0.document.metadata.name, BaseDocuments.Document.read($0.document)) }
  return BaseDocuments(reference: "main", documents: Dictionary(uniqueKeysWithValues: documents))
}

func summary(_ jobs: Job..., since base: BaseDocuments) -> String {
  Summary(of: jobs, since: base).markdown
}

/// A folder that `emit` takes for a package: it writes in no other.
func withPackage<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
  try await withTemporaryFolder { folder async throws in
    try makePackage(in: folder)
    return try await body(folder)
  }
}

func makePackage(in folder: URL) throws {
  let jobs = folder.appending(path: "Sources/Jobs")
  try FileManager.default.createDirectory(at: jobs, withIntermediateDirectories: true)
  try Data().write(to: folder.appending(path: "Package.swift"))
}
