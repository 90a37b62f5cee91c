import Catalog
import Diagnostics
import YAML

/// A command's files to begin with, as `emit new command` writes them. They compile and their test passes: as it is, the
/// command materializes an asset, and its author replaces what it takes and what it does.
package struct CommandScaffold: Sendable {
  package let name: String
  package let home: CommandHome

  /// - Parameter name: that of its type: `TouchAsset`.
  package init(_ name: String, in home: CommandHome = .builtIn) { (self.name, self.home) = (name, home) }

  /// What a document calls it: `touchAsset`.
  package var keyword: String { SwiftName.lowerCamelCase(name) }

  /// The paths of the new files in the package, each with its text.
  package var files: [(path: String, source: String)] {
    [
      ("\(home.commandFolder)/\(name).swift", commandSource),
      ("\(home.planFolder)/\(name)+Plan.swift", planSource),
    ] + (home.testFolder.map { [("\($0)/Commands/\(testName).swift", testSource)] } ?? [])
  }

  /// What to do with what was written.
  package var advice: String {
    guard home.isBuiltIn else {
      return """
        Write what it takes in \(home.commandFolder)/\(name).swift and what it does in \(home.planFolder)/\(name)+Plan.swift. \
        Jobs can use it right away. `swift build --product runner` makes the runner that carries it out: the image that runs \
        such jobs is one with that program. Commit all.
        """
    }
    return """
      Write what it takes in the first and what it does in the second, and try it: `swift test --filter \(name)Tests`.
      Then `swift run emit` and `swift run emit reference > Docs/Reference.md`, which go over all commands. Commit all.
      """
  }

  /// What is wrong with the name itself.
  package var mistakes: [String] {
    guard SwiftName.isUpperCamelCase(name), name.count <= 40 else {
      let spelled = SwiftName.upperCamelCase(name)
      let isOne = spelled != name && SwiftName.isUpperCamelCase(spelled) && spelled.count <= 40
      return [
        "NAME: expected a type's name of at most 40 letters and digits like TouchAsset, found "
          + quoted(name) + (isOne ? " (write \(spelled))" : "")
      ]
    }
    guard !SwiftName.keywords.contains(name) else {
      return [
        "NAME: expected a type's name, found \"\(name)\", a word of Swift's own (\(name)Asset would do)"
      ]
    }
    guard Reading(Array(keyword.utf8), file: "").root?.scalar == .string else {
      return [
        "NAME: expected a name whose key in a document is text, found \"\(name)\", where YAML takes `\(keyword)` for "
          + "something else (\(name)Asset would do)"
      ]
    }
    return []
  }

  var testName: String { "\(name)Tests" }
}
