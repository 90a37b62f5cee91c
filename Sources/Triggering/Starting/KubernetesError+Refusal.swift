internal import Contract
internal import Kubernetes

extension Refusal {
  /// What an error of the API means before anything was started.
  init(_ error: KubernetesError) {
    switch error.reason {
    case .unauthorized, .forbidden, .forbiddenForNow, .quotaExceeded, .invalid, .denied, .tooLarge:
      self.init(.refused, "\(error)")
    case .configuration, .notFound(kind: "namespaces", _): self.init(.badEnvironment, "\(error)")
    default: self.init(.unavailable, "\(error)")
    }
  }
}
