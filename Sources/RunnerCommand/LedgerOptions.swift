import ArgumentParser
import ClusterLedger
import CommandLineSupport
import Contract
import Kubernetes
import Ledger

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
  func isGiven() throws -> Bool { try url() != nil }

  /// The ledger, tried again while it cannot be reached; `events` is told so.
  func open(events: any EventSink = Console.events()) throws -> any Ledger {
    guard let url = try url() else {
      Console.printError("error: expected a ledger, found none: give --ledger or PRODUCTION_JOBS_LEDGER")
      throw ExitCode(.badEnvironment)
    }
    do throws(LedgerError) {
      let ledger = try LedgerURL(url).open(
        clock: SystemClock(),
        random: { .random(in: .min ... .max) },
        events: events,
        kubernetes: cluster
      )
      return RetryingLedger(ledger, clock: SystemClock(), events: events)
    } catch {
      throw Console.badEnvironment(error)
    }
  }

  private func url() throws -> String? {
    do throws(SettingError) {
      return try Setting("--ledger", ledger, or: "PRODUCTION_JOBS_LEDGER").text()
    } catch {
      throw Console.badEnvironment(error)
    }
  }

  private func cluster() throws(KubernetesConfigurationError) -> KubernetesConfiguration {
    var configuration = try kubernetes.configuration(environment: Console.environment)
    configuration.userAgent = "production-jobs-runner/\(ProgramVersion.ofThisProcess)"
    return configuration
  }

  /// Exits with 69 where the ledger can't be read.
  static func exit(for error: LedgerError) -> ExitCode {
    Console.printError("error: \(error)")
    return ExitCode(.unavailable)
  }
}
