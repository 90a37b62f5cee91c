import ArgumentParser
import Dispatch
public import JobDSL

/// The program `runner`, with the commands that it carries out.
///
/// ```swift
/// @main
/// struct Runner {
///   static func main() { RunnerProgram.main(commands: [TouchAsset.self]) }
/// }
/// ```
public enum RunnerProgram {
  /// Does what the command line says, and exits with what came of it.
  ///
  /// A command that waits for nobody runs right here: starting the threads for others takes longer than it does.
  ///
  /// - Parameter commands: those of a package's own, beside the ones that every runner has.
  public static func main(commands: [any Command.Type] = []) {
    Commands.add(commands)
    do {
      var command = try RunnerCommand.parseAsRoot()
      if let command = command as? any AsyncParsableCommand { run(command) }
      try command.run()
    } catch {
      RunnerCommand.exit(withError: error)
    }
  }

  private static func run(_ command: sending any AsyncParsableCommand) -> Never {
    Task {
      var command = command
      do {
        try await command.run()
        RunnerCommand.exit()
      } catch {
        RunnerCommand.exit(withError: error)
      }
    }
    dispatchMain()
  }
}
