/// What objects are found by.
enum Label {
  static let instance = "app.kubernetes.io/instance"
  static let component = "app.kubernetes.io/component"
  static let version = "app.kubernetes.io/version"
  /// Set by Kubernetes on the pods of a Job: https://kubernetes.io/docs/reference/labels-annotations-taints/
  static let controller = "batch.kubernetes.io/controller-uid"
}

/// What is noted on the Job of an attempt.
enum Annotation {
  /// Tells whether a Job whose creation was not answered is one's own.
  static let id = "production-jobs/attempt-id"
  static let document = "production-jobs/document"
  static let commit = "production-jobs/commit"
  static let image = "production-jobs/image"
  static let actor = "production-jobs/actor"
  static let approver = "production-jobs/approver"
  static let pipeline = "production-jobs/pipeline-url"
  static let plan = "production-jobs/plan"
  static let triggerReason = "production-jobs/trigger-reason"
}
