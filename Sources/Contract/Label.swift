/// The labels of objects in Kubernetes, by which they are found: none may change.
package enum Label {
  package static let name = "app.kubernetes.io/name"
  /// The job.
  package static let instance = "app.kubernetes.io/instance"
  package static let component = "app.kubernetes.io/component"
  package static let version = "app.kubernetes.io/version"
  package static let partOf = "app.kubernetes.io/part-of"
  package static let managedBy = "app.kubernetes.io/managed-by"
  /// All that begin so are the same for whatever belongs to a job.
  package static let commonPrefix = "app.kubernetes.io/"
  /// Set by Kubernetes on the pods of a Job: https://kubernetes.io/docs/reference/labels-annotations-taints/
  package static let controller = "batch.kubernetes.io/controller-uid"
  /// Of a record, how the job ended.
  package static let outcome = "production-jobs/outcome"

  /// The value of `name`.
  package static let ownName = "production-jobs"
}
