import ArgumentParser
import Emission

struct NewCommandCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "command",
    abstract: "Writes a command's files and its test, which compile, and adds it to the list of commands.",
    discussion: """
      For the package production-jobs itself: run it in a clone's folder. TouchAsset is `touchAsset` in a document. As \
      it is written, a command materializes an asset; Docs/Architecture.md says what to fill in. Exit codes: 0 written; \
      2 the name is taken, here is no such package, or a file can't be written; 64 usage, such as a name that no type \
      can have.
      """
  )

  @Argument(help: "The type's name in UpperCamelCase: at most 40 letters and digits.")
  var name: String

  private var scaffold: CommandScaffold { CommandScaffold(name) }

  func validate() throws {
    let mistakes = scaffold.mistakes
    guard mistakes.isEmpty else { throw ValidationError(mistakes.joined(separator: "\n")) }
  }

  func run() async throws {
    try await reportingErrors {
      try scaffold.write()
      for file in scaffold.files { print("added   \(file.path)") }
      print(
        """
        changed \(CommandScaffold.listPath)
        Write what it takes in the first and what it does in the second, and try it: `swift test --filter \(name)Tests`.
        Then `swift run emit` and `swift run emit reference > Docs/Reference.md`, which go over all commands. Commit all.
        """
      )
    }
  }
}
