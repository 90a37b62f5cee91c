internal import HTTP

extension KubernetesConfiguration {
  /// Where Kubernetes puts a service account's token and authorities into a pod.
  public static let serviceAccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount"

  /// What a pod is given, from `KUBERNETES_SERVICE_HOST` and `KUBERNETES_SERVICE_PORT` and the service
  /// account's files.
  ///
  /// - Throws: outside of a cluster.
  public static func inCluster(
    environment: [String: String],
    directory: String = serviceAccountDirectory
  ) throws(KubernetesConfigurationError) -> KubernetesConfiguration {
    guard let host = environment.value("KUBERNETES_SERVICE_HOST") else {
      throw KubernetesConfigurationError(
        "expected to run in a Kubernetes pod, found no KUBERNETES_SERVICE_HOST: give --kubernetes-url"
      )
    }
    let port = environment.value("KUBERNETES_SERVICE_PORT") ?? "443"
    return try KubernetesConfiguration(
      url: "https://\(host.contains(":") ? "[\(host)]" : host):\(port)",
      tokenFile: "\(directory)/token",
      caFile: "\(directory)/ca.crt"
    )
  }

  /// The first that there is of: `url` with its files, the kubeconfig files that `KUBECONFIG` names,
  /// `~/.kube/config`, the pod's own.
  ///
  /// The order is kubectl's: where a pipeline runs in a pod, what it was given goes before the cluster that it is in.
  ///
  /// - Throws: with all four when there is none, and when the one that there is cannot be used.
  public static func discover(
    url: String? = nil,
    tokenFile: String? = nil,
    caFile: String? = nil,
    environment: [String: String],
    serviceAccountDirectory directory: String = serviceAccountDirectory
  ) throws(KubernetesConfigurationError) -> KubernetesConfiguration {
    if let url { return try KubernetesConfiguration(url: url, tokenFile: tokenFile, caFile: caFile) }
    if let option = [tokenFile, caFile].compactMap(\.self).first {
      throw KubernetesConfigurationError(
        "expected the Kubernetes API's address beside the file \(option), found none: give --kubernetes-url"
      )
    }
    if let paths = environment.value("KUBECONFIG") { return try kubeconfig(paths) }
    if let home = environment.value("HOME"), Kubeconfig.isThere("\(home)/.kube/config") {
      return try kubeconfig("\(home)/.kube/config")
    }
    if environment.value("KUBERNETES_SERVICE_HOST") != nil {
      return try inCluster(environment: environment, directory: directory)
    }
    throw KubernetesConfigurationError(
      "expected a way to the Kubernetes API, found no --kubernetes-url, no KUBECONFIG, no ~/.kube/config and no pod "
        + "(KUBERNETES_SERVICE_HOST): give one of them"
    )
  }
}

extension [String: String] {
  /// A variable's value; an empty one counts as not given.
  func value(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }
}
