/// What is noted on objects in Kubernetes. The admission policy in ci/kubernetes looks at some of them.
package enum Annotation {
  package static let owner = "production-jobs/owner"
  package static let reason = "production-jobs/reason"
}

/// On the Job of an attempt.
extension Annotation {
  /// Tells whether a Job whose creation was not answered is one's own.
  package static let id = "production-jobs/attempt-id"
  package static let document = "production-jobs/document"
  package static let commit = "production-jobs/commit"
  package static let image = "production-jobs/image"
  package static let actor = "production-jobs/actor"
  package static let approver = "production-jobs/approver"
  package static let pipeline = "production-jobs/pipeline-url"
  package static let plan = "production-jobs/plan"
  package static let triggerReason = "production-jobs/trigger-reason"
}

/// On a record's ConfigMap.
extension Annotation {
  package static let outcome = "production-jobs/outcome"
  package static let updated = "production-jobs/updated"
  /// The record in short, for lists.
  package static let summary = "production-jobs/summary"
}
