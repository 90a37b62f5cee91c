internal import JSONTree
internal import JobDSL
internal import Kubernetes

extension Starter {
  /// Whether a Job's pods read the document that is asked for, as the ledger tells documents apart: by the digest, for
  /// which comments don't count. They do for the ConfigMap's name, which is made of the whole text.
  func carriesOutOurs(_ job: Kubernetes.Job) async throws(Refusal) -> Bool {
    let volumes = job.spec?["template"]?["spec"]?["volumes"]?.elements ?? []
    let names = volumes.compactMap { $0["configMap"]?["name"]?.text }
    guard names.count == 1 else { return false }
    let map = try await patience.patiently(telling: reporter) { () throws(KubernetesError) -> ConfigMap? in
      do throws(KubernetesError) {
        return try await client.get(name: names[0], namespace: request.namespace)
      } catch {
        if case .notFound = error.reason { return nil }
        throw error
      }
    }
    guard let text = map?.data?["job.yaml"] else { return false }
    return JobReading(Array(text.utf8), file: names[0]).document?.digest == objects.digest
  }
}
