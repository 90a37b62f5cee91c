#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where a package has its commands.
package struct CommandHome: Sendable {
  /// What an author writes and a document has.
  let commandFolder: String
  /// What it comes to on a server.
  let planFolder: String
  /// `nil` where commands are tried by running jobs.
  let testFolder: String?
  /// The file with the list of commands, and the line that it begins with.
  package let listPath: String
  let listHead: String
  /// The folders in which a name has to be new, one for each file that is written.
  let modules: [String]

  /// In this package: those that every package has.
  package static let builtIn = CommandHome(
    commandFolder: "Sources/JobDSL/Commands",
    planFolder: "Sources/Planning/Commands",
    testFolder: "Tests/JobDSLTests",
    listPath: "Sources/JobDSL/Commands/Command.swift",
    listHead: "let builtIn: [any Command.Type] = [",
    modules: ["Sources/JobDSL", "Sources/Planning"]
  )

  /// In a repository that `emit new repository` wrote: its own.
  package static let ownRepository = CommandHome(
    commandFolder: "Sources/Commands",
    planFolder: "Sources/runner",
    testFolder: nil,
    listPath: "Sources/Commands/Commands.swift",
    listHead: "public let commands: [any Command.Type] = [",
    modules: ["Sources/Commands"]
  )

  /// That of the working folder.
  package static var here: CommandHome {
    FileManager.default.fileExists(atPath: ownRepository.listPath) ? .ownRepository : .builtIn
  }

  var isBuiltIn: Bool { testFolder != nil }

  /// The file with no command in the list.
  static let emptyList = """
    import JobDSL

    /// Commands of our own, beside those that every package has: `swift run emit new command NAME`.
    \(ownRepository.listHead)]

    """
}
