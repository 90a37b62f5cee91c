internal import JSONTree
internal import JobDSL
internal import Kubernetes

extension Starter {
  /// Whether a Job's pods read the document that is asked for, as the ledger tells documents apart: by the digest, for
  /// which comments don't count. They do for the ConfigMap's name, which is made of the whole text.
  func carriesOutOurs(_ job: Kubernetes.Job) async throws(Refusal) -> Bool {
    guard let name = job.document else { return false }
    let map = try await patience.patiently(telling: reporter) { () throws(KubernetesError) -> ConfigMap? in
      do throws(KubernetesError) {
        return try await client.get(name: name, namespace: request.namespace)
      } catch {
        if case .notFound = error.reason { return nil }
        throw error
      }
    }
    guard let text = map?.data?["job.yaml"] else { return false }
    return JobReading(Array(text.utf8), file: name).document?.digest == objects.digest
  }

  /// Whether a Job's pods read the very ConfigMap that is made here, which can be put back where it was deleted.
  func readsOurs(_ job: Kubernetes.Job) -> Bool { job.document == objects.document.metadata.name }
}

extension Kubernetes.Job {
  /// The ConfigMap that its pods read; nil where that isn't one alone.
  fileprivate var document: String? {
    let volumes = spec?["template"]?["spec"]?["volumes"]?.elements ?? []
    let names = volumes.compactMap { $0["configMap"]?["name"]?.text }
    return names.count == 1 ? names[0] : nil
  }
}
