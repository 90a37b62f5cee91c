import ArgumentParser
import Contract

/// Carries out the jobs in `generated/`.
struct RunnerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runner",
    abstract: "Carries out one-time production jobs against Dagster, at most once.",
    discussion: ExitStatus.help(),
    version: ProgramVersion.ofThisProcess.description,
    subcommands: [
      ValidateCommand.self, PlanCommand.self, RunCommand.self, StatusCommand.self, HistoryCommand.self,
      CancelCommand.self, CatalogCommand.self,
    ]
  )
}
