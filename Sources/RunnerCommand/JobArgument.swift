import ArgumentParser
import CommandLineSupport
import Ledger

/// A job that the ledger is asked for.
struct JobArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("The job's name.", valueName: "name"), completion: .job)
  var name: String

  func validate() throws {
    do throws(LedgerError) { try JobName.check(name) } catch { throw ValidationError("\(error)") }
  }
}
