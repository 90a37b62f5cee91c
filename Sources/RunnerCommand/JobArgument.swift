import ArgumentParser
import Ledger

/// A job that the ledger is asked for.
struct JobArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("The job's name.", valueName: "name"))
  var name: String

  func validate() throws {
    do throws(LedgerError) { try JobName.check(name) } catch { throw ValidationError("\(error)") }
  }
}
