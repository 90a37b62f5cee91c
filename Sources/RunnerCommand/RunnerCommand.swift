import ArgumentParser
import Contract
// Plans a command of its own.
import Reexecution

/// Carries out the jobs in `generated/`.
struct RunnerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runner",
    abstract: "Carries out one-time production jobs against Dagster, at most once.",
    discussion: ExitStatus.help() + completions,
    version: ProgramVersion.ofThisProcess.description,
    subcommands: [
      ValidateCommand.self, PlanCommand.self, RunCommand.self, StatusCommand.self, HistoryCommand.self,
      CancelCommand.self, RestoreCommand.self, CatalogCommand.self,
    ]
  )

  private static let completions =
    "\n\n`runner --generate-completion-script bash`, fish or zsh prints what completes its command lines."
}
