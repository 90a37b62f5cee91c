/// How a job's pod runs in the cluster. The defaults suit a runner that waits for Dagster.
///
/// They are not part of the document: more memory for a job that failed doesn't make it another job.
public struct KubernetesSettings: Hashable, Sendable {
  /// A Kubernetes quantity, such as `100m` (a tenth of a core).
  public var cpu: String
  /// A Kubernetes quantity, such as `128Mi`; request and limit alike.
  public var memory: String
  /// After this many hours Kubernetes stops the pod; the work in Dagster goes on.
  public var deadlineHours: Int
  public var serviceAccount: String

  public init(
    cpu: String = "100m",
    memory: String = "128Mi",
    deadlineHours: Int = 24,
    serviceAccount: String = "production-jobs"
  ) {
    self.cpu = cpu
    self.memory = memory
    self.deadlineHours = deadlineHours
    self.serviceAccount = serviceAccount
  }
}
