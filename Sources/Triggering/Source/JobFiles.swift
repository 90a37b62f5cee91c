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
