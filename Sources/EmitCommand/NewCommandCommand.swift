import ArgumentParser
import Emission

struct NewCommandCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "command",
    abstract: "Writes a command's files and its test, which compile, and adds it to the list of commands.",
    discussion: """
      Run it in a repository that `emit new repository` wrote, which gets a runner of its own with its first command, or \
      in a clone of the package production-jobs. TouchAsset is `touchAsset` in a document. As it is written, a command \
      materializes an asset; Docs/Architecture.md of the package says what to fill in. Exit codes: 0 written; 2 the name \
      is taken, here is no such package, or a file can't be written; 64 usage, such as a name that no type can have.
      """
  )

  @Argument(help: "The type's name in UpperCamelCase: at most 40 letters and digits.")
  var name: String

  private var scaffold: CommandScaffold { CommandScaffold(name, in: .here) }

  func validate() throws {
    let mistakes = scaffold.mistakes
    guard mistakes.isEmpty else { throw ValidationError(mistakes.joined(separator: "\n")) }
  }

  func run() async throws {
    try await reportingErrors {
      let (added, changed) = try scaffold.write()
      for path in added { print("added   \(path)") }
      for path in changed { print("changed \(path)") }
      print(scaffold.advice)
    }
  }
}
