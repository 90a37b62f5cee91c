import ArgumentParser
import Emission

/// Prints the JSON Schema of a job's document.
struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema (draft 7) of a job's document.",
    discussion: """
      It is what emit writes to generated/job.schema.json, where the first lines of each document lead editors. A \
      schema can't say every rule: what it accepts, `runner validate` may still refuse. Exit codes: 0 printed; \
      64 usage.
      """
  )

  func run() async throws {
    print(String(decoding: DocumentSchema.text, as: UTF8.self), terminator: "")
  }
}
