package import ArgumentParser
package import Kubernetes

/// Which Kubernetes API, and how to be let in; each option has a variable.
package struct KubernetesOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The Kubernetes API's address (KUBERNETES_URL); without it KUBECONFIG, then ~/.kube/config, then the pod's own.",
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

  /// The first that there is of: what is given here, the kubeconfig files, the pod's own.
  package func configuration(environment: [String: String]) throws(KubernetesConfigurationError)
    -> KubernetesConfiguration
  {
    let given: Given
    do throws(SettingError) {
      given = try self.given(in: environment)
    } catch {
      throw KubernetesConfigurationError(error.description)
    }
    return try .discover(
      url: given.url,
      tokenFile: given.tokenFile,
      caFile: given.caFile,
      environment: given.environment
    )
  }

  private struct Given {
    var url: String?
    var tokenFile: String?
    var caFile: String?
    var environment: [String: String]
  }

  /// Variables by which a process finds its cluster.
  private static let variables = ["KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT", "KUBECONFIG", "HOME"]

  private func given(in environment: [String: String]) throws(SettingError) -> Given {
    let variable: Setting.Environment = { name in environment[name].map { Array($0.utf8) } }
    return Given(
      url: try Setting("--kubernetes-url", kubernetesURL, or: "KUBERNETES_URL").text(in: variable),
      tokenFile: try Setting("--kubernetes-token-file", kubernetesTokenFile, or: "KUBERNETES_TOKEN_FILE")
        .text(in: variable),
      caFile: try Setting("--kubernetes-ca-file", kubernetesCAFile, or: "KUBERNETES_CA_FILE").text(
        in: variable
      ),
      environment: environment.merging(try Setting.texts(of: Self.variables, in: variable)) { $1 }
    )
  }
}
