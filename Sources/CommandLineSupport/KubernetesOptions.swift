package import ArgumentParser
package import Kubernetes

/// Which Kubernetes API, and how to be let in; each option has a variable.
package struct KubernetesOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The Kubernetes API's address (KUBERNETES_URL); without it the pod's own, then KUBECONFIG, then ~/.kube/config.",
      valueName: "url"
    )
  )
  package var kubernetesURL: String?

  @Option(
    help: ArgumentHelp(
      "A file with the token for that address; read again whenever it is used (KUBERNETES_TOKEN_FILE).",
      valueName: "file"
    )
  )
  package var kubernetesTokenFile: String?

  @Option(
    help: ArgumentHelp(
      "A file with the certificates to trust for that address (KUBERNETES_CA_FILE).",
      valueName: "file"
    )
  )
  package var kubernetesCAFile: String?

  package init() {}

  /// The first that there is of: what is given here, the pod's own, the kubeconfig files.
  package func configuration(environment: [String: String]) throws(KubernetesConfigurationError)
    -> KubernetesConfiguration
  {
    func given(_ option: String?, _ variable: String) -> String? {
      option ?? environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }
    return try .discover(
      url: given(kubernetesURL, "KUBERNETES_URL"),
      tokenFile: given(kubernetesTokenFile, "KUBERNETES_TOKEN_FILE"),
      caFile: given(kubernetesCAFile, "KUBERNETES_CA_FILE"),
      environment: environment
    )
  }
}
