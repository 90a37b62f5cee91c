import ArgumentParser

/// What `ci/bench` measures inside of a process, and the documents that it measures with.
@main
struct Measure: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Times reading and writing without the start of a process. `ci/bench` runs it.",
    subcommands: [
      Keys.self, Problems.self, Read.self, ReadEvents.self, Encode.self, EncodeEvents.self, Generate.self,
      GenerateEvents.self, Emit.self,
    ]
  )
}
