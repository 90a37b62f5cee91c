import ArgumentParser

/// What `ci/bench` measures inside of a process, and the documents that it measures with.
struct Measure: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Times reading and writing without the start of a process. `ci/bench` runs it.",
    subcommands: [
      Keys.self, Problems.self, Read.self, ReadEvents.self, Encode.self, EncodeEvents.self, Generate.self,
      GenerateEvents.self, Emit.self,
    ]
  )
}

@main
enum Program {
  /// On the main thread, where an `AsyncParsableCommand` isn't: on any other `malloc` has an arena of its own, which takes
  /// more memory and time and would be measured too.
  static func main() async {
    do {
      var command = try Measure.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      Measure.exit(withError: error)
    }
  }
}
