internal import Contract
internal import Kubernetes

extension KubernetesClient {
  /// The Jobs of all attempts at a job that are still there, in whatever mode.
  func attempts(
    at request: TriggerRequest,
    _ patience: FollowLimits,
    telling reporter: any Reporter
  ) async throws(Refusal) -> [Job] {
    try await patience.patiently(telling: reporter) { () throws(KubernetesError) -> [Job] in
      try await list(namespace: request.namespace, labels: [Label.instance: request.job])
    }
  }
}
