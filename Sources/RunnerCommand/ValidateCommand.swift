import ArgumentParser
import CommandLineSupport
import Contract
import Diagnostics

/// The strict reading alone, without a server.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Reads documents strictly, offline, and reports everything that is wrong with them."
  )

  @Argument(help: ArgumentHelp("The documents, or the names of jobs in generated/.", valueName: "file"))
  var files: [DocumentArgument]

  func run() throws {
    var worst: ExitCode?
    for argument in files {
      do {
        let file = try DocumentFile(argument, takesRetired: true)
        _ = try file.document()
        Console.printResult("\(file.path): valid")
      } catch let code as ExitCode {
        // A bad document outranks a missing file: it is the one that somebody has to fix.
        worst = worst == ExitCode(.invalidDocument) ? worst : code
      }
    }
    if let worst { throw worst }
  }
}
