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

  @Argument(help: ArgumentHelp("The documents.", valueName: "file"))
  var files: [String]

  func run() throws {
    var worst: ExitCode?
    for path in files {
      do {
        _ = try DocumentFile(path).document()
        Console.printResult("\(path): valid")
      } catch let code as ExitCode {
        // A bad document outranks a missing file: it is the one that somebody has to fix.
        worst = worst == ExitCode(.invalidDocument) ? worst : code
      }
    }
    if let worst { throw worst }
  }
}
