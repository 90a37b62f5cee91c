import ArgumentParser
import Ledger
import Reporting

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
      let problem = try await show(ledger)
      // What is there is shown even where a record is damaged.
      if let problem { throw problem }
    } catch {
      throw LedgerOptions.exit(for: error)
    }
  }

  /// - Returns: the first problem, where not all could be read.
  private func show(_ ledger: any Ledger) async throws(LedgerError) -> LedgerError? {
    guard output.output == .json else {
      let history = try await ledger.history()
      let text = RecordReport.historyText(
        history.summaries,
        now: SystemClock().now(),
        width: Console.resultWidth
      )
      Console.printResult(text)
      return history.problems.first
    }
    var list = RecordReport.JSONList()
    let problems = try await ledger.forEachRecord { (stored) throws(LedgerError) in
      Console.printResult(try list.next(stored.record), isJSON: true, terminator: "")
    }
    Console.printResult(list.end, isJSON: true)
    return problems.first
  }
}
