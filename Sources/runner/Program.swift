import ArgumentParser
import Dispatch

/// Where the process begins.
@main
enum Program {
  /// A command that waits for nobody runs right here: starting the threads for others takes longer than it does.
  static func main() {
    do {
      var command = try Runner.parseAsRoot()
      if let command = command as? any AsyncParsableCommand { run(command) }
      try command.run()
    } catch {
      Runner.exit(withError: error)
    }
  }

  private static func run(_ command: sending any AsyncParsableCommand) -> Never {
    Task {
      var command = command
      do {
        try await command.run()
        Runner.exit()
      } catch {
        Runner.exit(withError: error)
      }
    }
    dispatchMain()
  }
}
