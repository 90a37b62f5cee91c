import ArgumentParser
import CommandLineSupport
import Contract
import Kubernetes
import Triggering

/// Which cluster and namespace, and how to be let in.
struct ClusterOptions: ParsableArguments {
  @Option(help: "The namespace of the jobs and their records.")
  var namespace = "production-jobs"

  @OptionGroup var kubernetes: KubernetesOptions

  func client() throws(Refusal) -> KubernetesClient {
    do throws(KubernetesConfigurationError) {
      var configuration = try kubernetes.configuration(environment: Console.environment)
      configuration.userAgent = "production-jobs-trigger/\(ProgramVersion.ofThisProcess)"
      // A log that rests is looked after: its pod may be gone with its node.
      configuration.timeouts.rest = .seconds(10)
      return try KubernetesClient(configuration: configuration)
    } catch {
      throw Refusal(.badEnvironment, "\(error)")
    }
  }
}
