import ArgumentParser
import Execution

/// All jobs that were ever run.
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Lists all jobs that are recorded, the newest first."
  )

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let ledger = try ledger.open()
    do throws(LedgerError) {
      let listing = try await ledger.listing()
      let records = listing.records.map(\.record)
      let isJSON = output.output == .json
      Console.printResult(
        isJSON ? try RecordReport.json(records) : RecordReport.historyText(records, now: SystemClock().now()),
        isJSON: isJSON
      )
      // What is there is shown even where a record is damaged.
      if let problem = listing.problems.first { throw problem }
    } catch {
      throw LedgerOptions.exit(for: error)
    }
  }
}
