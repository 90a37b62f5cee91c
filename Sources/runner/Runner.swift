import ArgumentParser

/// Carries out the jobs in `generated/`.
struct Runner: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runner",
    abstract: "Carries out one-time production jobs against Dagster, at most once.",
    discussion: """
      Exit codes: 0 succeeded (also when it had already); 1 the job ran and failed; 3 the approved plan is stale; 4 ambiguous launch: a person must \
      look; 5 another runner holds it; 6 the name was used for another document; 64 usage; 65 bad document; 66 no \
      such file; 69 Dagster or the ledger is unavailable; 70 a bug of the runner; 75 detached: run it again to attach; 77 refused by the \
      server, or a condition is not met; 78 bad environment.
      """,
    version: Console.version,
    subcommands: [
      ValidateCommand.self, PlanCommand.self, RunCommand.self, StatusCommand.self, HistoryCommand.self,
      CancelCommand.self,
    ]
  )
}
