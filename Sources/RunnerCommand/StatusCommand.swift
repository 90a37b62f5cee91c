import ArgumentParser
import CommandLineSupport
import Contract
import Ledger
import Reporting

/// Everything that the ledger says of one job.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Shows everything that is recorded of a job."
  )

  @OptionGroup var job: JobArgument
  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let ledger = try ledger.open()
    do throws(LedgerError) {
      if let record = try await ledger.read(job.name)?.record {
        let isJSON = output.output == .json
        let text =
          isJSON ? try RecordReport.json(record) : RecordReport.text(record, now: SystemClock().now())
        return Console.printResult(text, isJSON: isJSON)
      }
    } catch {
      throw LedgerOptions.exit(for: error)
    }
    Console.printError(
      "error: expected a job that the ledger knows, found \"\(job.name)\": see `runner history`"
    )
    throw ExitCode(.notFound)
  }
}
