package import Catalog
package import Diagnostics
package import FileTree
package import JobDSL

/// Everything that belongs into `generated/`: the text of each file by its path there.
package struct GeneratedFiles: Sendable {
  package var files: [String: [UInt8]]

  package init(files: [String: [UInt8]]) { self.files = files }

  /// - Throws: all problems of all jobs at once.
  package init(of jobs: [Job]) throws(InvalidJobs) {
    let problems = jobs.flatMap(\.problems) + problemsOfRepeatedNames(in: jobs)
    guard problems.isEmpty else { throw InvalidJobs(problems) }
    var ofFiles: [Diagnostic] = []
    files = [DocumentSchema.path: DocumentSchema.text]
    for job in jobs {
      let folder = job.document.metadata.name
      let header = [job.heading]
      let document = job.annotatedDocument(header: header)
      ofFiles += job.diagnostics(
        SecretsInText.issues(in: document) + ClusterLimits(job: job, documentBytes: document.count).issues
      )
      files["\(folder)/\(JobFile.document)"] = document
      files["\(folder)/\(JobFile.manifest)"] = job.kubernetesManifest.encoded(header: header)
      files["\(folder)/\(JobFile.kustomization)"] = job.kustomization.encoded(header: header)
    }
    guard ofFiles.isEmpty else { throw InvalidJobs(ofFiles) }
  }

  /// What the first line of each file that is made from a job begins with.
  fileprivate static let heading = "Generated from "

  /// Whether some job, perhaps one that is gone, had this file made: by its path in `generated/` and its first line.
  package static func isOne(path: String, bytes: [UInt8]) -> Bool {
    guard path != RetiredJobs.schema else { return bytes == DocumentSchema.retiredText }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    return parts.count == 2 && JobFile.names.contains(parts[1]) && bytes.starts(with: "# \(heading)".utf8)
  }
}

extension Comparison {
  /// What the jobs make is made while what lies there is read: each takes about as long as the other.
  ///
  /// Retired jobs are no job's files and stay, and so does whatever `emit` did not write.
  ///
  /// - Parameter locks: what Dagster defined, which the jobs are held against; none where it isn't known.
  /// - Throws: `InvalidJobs`, also where something is wrong with a retired one, and what reading the folder throws.
  package init(of jobs: [Job], with folder: GeneratedFolder, locks: [LocationLock] = []) async throws {
    async let found = folder.files()
    var wanted = try GeneratedFiles(of: jobs).files
    let check = DocumentCheck(locks: locks)
    let drift = jobs.flatMap { $0.diagnostics(check.issues(in: $0.document)) }
    guard drift.isEmpty else { throw InvalidJobs(drift) }
    let files = try await found
    let retired = RetiredJobs(in: files)
    let problems = retired.problems(beside: jobs) + JobOrder(jobs: jobs, retired: retired).problems
    guard problems.isEmpty else { throw InvalidJobs(problems) }
    if !retired.documents.isEmpty { wanted[RetiredJobs.schema] = DocumentSchema.retiredText }
    self.init(
      wanted: wanted,
      found: files.filter { !RetiredJobs.holds($0.key) || $0.key == RetiredJobs.schema },
      isGenerated: GeneratedFiles.isOne
    )
  }
}

/// Jobs that compile and yet can't be emitted.
package struct InvalidJobs: Error {
  package let problems: [Diagnostic]

  /// Puts them into the order of the files.
  init(_ problems: [Diagnostic]) {
    self.problems = problems.sorted { left, right in
      (left.file, left.position?.line ?? 0) < (right.file, right.position?.line ?? 0)
    }
  }

  /// Each problem with the line of Swift that it is about, as far as `source` knows the file.
  package func report(source: (_ file: String) -> String?) -> String {
    var excerpts: [String: Excerpt] = [:]
    for file in Set(problems.map(\.file)) { excerpts[file] = source(file).map(Excerpt.init(of:)) }
    return problems.map { $0.rendered(in: excerpts[$0.file]) + "\n" }.joined()
      + "\(counted(problems.count, "problem")): nothing was written"
  }
}

extension Job {
  /// The document as people review it: each condition with the line of the job's file that says it, so that
  /// the runner, which shows the document's line, shows that place too.
  fileprivate func annotatedDocument(header: [String]) -> [UInt8] {
    let comments = conditionLocations.mapValues { "\($0.packagePath):\($0.line)" }
    return document.encoded(header: header + [DocumentSchema.modeline], comments: comments)
  }

  /// The first line of each file that is made from this job.
  fileprivate var heading: String {
    "\(GeneratedFiles.heading)\(location.packagePath) by `swift run emit`. Change the Swift file, not this one."
  }
}
