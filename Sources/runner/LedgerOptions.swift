import ArgumentParser
import Execution

/// Where records are kept.
struct LedgerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where records are kept: file:///path or kubernetes://NAMESPACE (PRODUCTION_JOBS_LEDGER).",
      valueName: "url"
    )
  )
  var ledger: String?

  func open() throws -> any Ledger {
    guard let url = ledger ?? Console.environment["PRODUCTION_JOBS_LEDGER"], !url.isEmpty else {
      Console.printError("error: expected a ledger, found none: give --ledger or PRODUCTION_JOBS_LEDGER")
      throw ExitCode.badEnvironment
    }
    do throws(LedgerError) {
      return try LedgerURL(url).open(clock: SystemClock()) { .random(in: .min ... .max) }
    } catch {
      Console.printError("error: \(error)")
      throw ExitCode.badEnvironment
    }
  }

  /// Exits with 69 where the ledger can't be read.
  static func exit(for error: LedgerError) -> ExitCode {
    Console.printError("error: \(error)")
    return .unavailable
  }
}
