import ArgumentParser
import Execution
import Kubernetes

/// Where records are kept.
struct LedgerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where records are kept: file:///path or kubernetes://NAMESPACE (PRODUCTION_JOBS_LEDGER).",
      valueName: "url"
    )
  )
  var ledger: String?

  @Option(
    help: ArgumentHelp(
      "The Kubernetes API's address, for kubernetes:// outside of a pod (KUBERNETES_URL); "
        + "without it the pod's own, then KUBECONFIG, then ~/.kube/config.",
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

  /// For what can do without.
  var isGiven: Bool { !(ledger ?? Console.environment["PRODUCTION_JOBS_LEDGER"] ?? "").isEmpty }

  /// The ledger, tried again while it cannot be reached; `events` is told so.
  func open(events: any EventSink = Console.events()) throws -> any Ledger {
    guard let url = ledger ?? Console.environment["PRODUCTION_JOBS_LEDGER"], !url.isEmpty else {
      Console.printError("error: expected a ledger, found none: give --ledger or PRODUCTION_JOBS_LEDGER")
      throw ExitCode.badEnvironment
    }
    do throws(LedgerError) {
      let ledger = try LedgerURL(url).open(
        clock: SystemClock(),
        random: { .random(in: .min ... .max) },
        kubernetes: kubernetes
      )
      return RetryingLedger(ledger, clock: SystemClock(), events: events)
    } catch {
      Console.printError("error: \(error)")
      throw ExitCode.badEnvironment
    }
  }

  private func kubernetes() throws(KubernetesConfigurationError) -> KubernetesConfiguration {
    let environment = Console.environment
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

  /// Exits with 69 where the ledger can't be read.
  static func exit(for error: LedgerError) -> ExitCode {
    Console.printError("error: \(error)")
    return .unavailable
  }
}
