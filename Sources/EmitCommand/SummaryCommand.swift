import ArgumentParser
import Emission
import FileTree

/// Prints what the jobs would change since a commit.
struct SummaryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Prints in Markdown which jobs were added, changed, retired and removed since a commit.",
    discussion: """
      For the pull request: from documents alone, without Dagster. The old ones are those that the commit has under \
      generated/, the new ones those of the jobs themselves. Run it in the package's folder. Exit codes: 0 printed; \
      2 there is no such commit, a job is invalid or the ledger can't be read; 64 usage.
      """
  )

  @Option(help: ArgumentHelp("The commit, branch or tag to compare with.", valueName: "ref"))
  var base: String

  @Option(help: ArgumentHelp("Also tell which names were used already: file:///path.", valueName: "url"))
  var ledger: String?

  @Option(
    help: ArgumentHelp("The same, from what `runner history --output json` printed.", valueName: "file")
  )
  var ledgerHistory: String?

  func validate() throws {
    guard ledger == nil || ledgerHistory == nil else {
      throw ValidationError("Give --ledger or --ledger-history, not both.")
    }
  }

  func run() async throws {
    try await reportingErrors {
      // Refuses invalid jobs, as `emit` itself does.
      _ = try GeneratedFiles(of: EmitCommand.jobs)
      let retired = RetiredJobs(in: try GeneratedFolder(at: "generated").files())
      let documents = try BaseDocuments(at: base)
      let source = try ledger.map { try LedgerSource(url: $0) } ?? ledgerHistory.map(LedgerSource.history)
      let usedNames = try source.map { try $0.usedNames(of: EmitCommand.jobs) }
      print(
        Summary(of: EmitCommand.jobs, since: documents, retired: retired, usedNames: usedNames).markdown,
        terminator: ""
      )
    }
  }
}
