/// What a Job's manifest tells the runner of the pod that it is in, by variables of the environment.
package enum PodVariable {
  package static let namespace = "POD_NAMESPACE"
  /// The uid of the Job, which Kubernetes has set as the label `Label.controller` of its pods. Of its name there may be another
  /// one later.
  package static let jobUID = "POD_JOB_UID"
}
