import ArgumentParser
import Emission

/// Prints the reference of commands and fields.
struct ReferenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference",
    abstract: "Prints in Markdown every field that a job's document can have.",
    discussion: "This repository keeps it as Docs/Reference.md. Exit codes: 0 printed; 64 usage."
  )

  func run() async throws {
    print(Reference.markdown, terminator: "")
  }
}
