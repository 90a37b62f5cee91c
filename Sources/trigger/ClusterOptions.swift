import ArgumentParser
import Kubernetes
import Triggering

/// Which cluster and namespace, and how to be let in.
struct ClusterOptions: ParsableArguments {
  @Option(help: "The namespace of the jobs and their records.")
  var namespace = "production-jobs"

  @Option(
    help: ArgumentHelp(
      "The Kubernetes API's address (KUBERNETES_URL); without it the pod's own, then KUBECONFIG, then ~/.kube/config.",
      valueName: "url"
    )
  )
  var kubernetesURL: String?

  @Option(
    help: ArgumentHelp(
      "A file with the token for that address; read again whenever it is used (KUBERNETES_TOKEN_FILE).",
      valueName: "file"
    )
  )
  var kubernetesTokenFile: String?

  @Option(
    help: ArgumentHelp(
      "A file with the certificates to trust for that address (KUBERNETES_CA_FILE).",
      valueName: "file"
    )
  )
  var kubernetesCAFile: String?

  func client() throws(Refusal) -> KubernetesClient {
    do throws(KubernetesConfigurationError) {
      var configuration = try KubernetesConfiguration.discover(
        url: kubernetesURL ?? Console.variable("KUBERNETES_URL"),
        tokenFile: kubernetesTokenFile ?? Console.variable("KUBERNETES_TOKEN_FILE"),
        caFile: kubernetesCAFile ?? Console.variable("KUBERNETES_CA_FILE"),
        environment: Console.environment
      )
      // A log that rests is looked after: its pod may be gone with its node.
      configuration.timeouts.rest = .seconds(10)
      return try KubernetesClient(configuration: configuration)
    } catch {
      throw Refusal(78, "\(error)")
    }
  }
}
