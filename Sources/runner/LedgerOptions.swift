import ArgumentParser
import CommandLineSupport
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

  @OptionGroup var kubernetes: KubernetesOptions

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
        kubernetes: cluster
      )
      return RetryingLedger(ledger, clock: SystemClock(), events: events)
    } catch {
      Console.printError("error: \(error)")
      throw ExitCode.badEnvironment
    }
  }

  private func cluster() throws(KubernetesConfigurationError) -> KubernetesConfiguration {
    try kubernetes.configuration(environment: Console.environment)
  }

  /// Exits with 69 where the ledger can't be read.
  static func exit(for error: LedgerError) -> ExitCode {
    Console.printError("error: \(error)")
    return .unavailable
  }
}
