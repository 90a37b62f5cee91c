internal import Execution
internal import JobDSL

/// What `emit` has written for one job, and the commit that holds it.
package struct JobFiles: Sendable {
  package let job: String
  /// The commit's full name.
  package let commit: String
  /// `job.yaml`.
  package let document: [UInt8]
  /// `kubernetes.yaml`.
  package let manifest: [UInt8]
  /// `kustomization.yaml`.
  package let kustomization: [UInt8]

  package init(job: String, commit: String, document: [UInt8], manifest: [UInt8], kustomization: [UInt8]) {
    self.job = job
    self.commit = commit
    self.document = document
    self.manifest = manifest
    self.kustomization = kustomization
  }
}

extension JobFiles {
  /// The document's digest, by which the ledger knows it.
  ///
  /// - Throws: `Refusal` with the first problem where `job.yaml` is no job.
  func documentDigest() throws(Refusal) -> String {
    let reading = JobReading(document, file: "generated/\(job)/job.yaml")
    guard let document = reading.document else {
      throw .document(reading.problems.first.map { "\($0)" } ?? "expected a job")
    }
    return Execution.documentDigest(document)
  }
}
