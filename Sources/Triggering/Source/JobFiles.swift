internal import Contract
internal import JobDSL

/// What `emit` has written for one job, and the commit that holds it.
package struct JobFiles: Sendable {
  package let job: String
  /// Whether its Swift file is gone, and they are kept as what was run.
  package let isRetired: Bool
  /// The commit's full name.
  package let commit: String
  /// `job.yaml`.
  package let document: [UInt8]
  /// `kubernetes.yaml`.
  package let manifest: [UInt8]
  /// `kustomization.yaml`.
  package let kustomization: [UInt8]

  package init(
    job: String,
    isRetired: Bool = false,
    commit: String,
    document: [UInt8],
    manifest: [UInt8],
    kustomization: [UInt8]
  ) {
    self.job = job
    self.isRetired = isRetired
    self.commit = commit
    self.document = document
    self.manifest = manifest
    self.kustomization = kustomization
  }
}

extension JobFiles {
  /// Where they lie in the package.
  var folder: String { JobFolder(of: job, isRetired: isRetired).path }

  /// The document's digest, by which the ledger knows it.
  ///
  /// - Throws: `Refusal` with the first problem where `job.yaml` is no job.
  func documentDigest() throws(Refusal) -> String {
    let reading = JobReading(document, file: "\(folder)/job.yaml")
    guard let document = reading.document else {
      throw .document(reading.problems.first.map { "\($0)" } ?? "expected a job")
    }
    return document.digest
  }
}
