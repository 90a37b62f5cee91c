import JobDSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension CommandScaffold {
  /// The file with the list of all commands.
  package static let listPath = "\(commandFolder)/Command.swift"

  /// Writes its files into the package whose folder is the working one, and its line into the list of commands.
  ///
  /// - Throws: `NotWhereCommandsAre`, `NameTaken`, and what reading and writing throw. Nothing is left behind then.
  package func write() throws {
    try expectFolders()
    try expectNewName()
    let list = try listWithCommand()
    try NewFiles.write(files.map { ($0.path, Array($0.source.utf8)) }) {
      try Data(list.utf8).write(to: URL(fileURLWithPath: Self.listPath), options: .atomic)
    }
  }

  private func expectFolders() throws {
    let needed = ["Package.swift", Self.listPath, Self.planFolder, Self.testFolder]
    guard let missing = needed.first(where: { !FileManager.default.fileExists(atPath: $0) }) else { return }
    let folder = FileManager.default.currentDirectoryPath
    throw NotWhereCommandsAre(
      expected: "the package that has the commands",
      found: "no \(missing) in \(folder)"
    )
  }

  private func expectNewName() throws {
    func taken(_ what: String, at place: String, _ reason: String) -> NameTaken {
      NameTaken(what: what, place: place, reason: reason)
    }
    if let other = Commands.all.first(where: { $0.keyword == keyword }) {
      throw taken("command \(other)", at: Self.listPath, "both would be `\(keyword)` in a document")
    }
    for ((path, _), module) in zip(files, ["Sources/JobDSL", "Sources/Planning", Self.testFolder]) {
      let file = String(path.split(separator: "/").last ?? "")
      guard let place = try SourceFiles(in: module).file(named: file) else { continue }
      throw taken("file \(file)", at: place, "a module can't have two files of one name")
    }
    let types: Set = ["struct", "class", "enum", "actor", "protocol", "typealias"]
    let all = try SourceFiles(in: "Sources", Self.testFolder)
    for type in [name, testName] {
      guard let place = try all.declaration(of: type, by: types) else { continue }
      throw taken("type \(type)", at: place, "one of the two would hide the other")
    }
    // Such as one of Swift's own: in these modules the command's would take its place.
    if let place = try SourceFiles(in: "Sources/JobDSL", "Sources/Planning").mention(of: name) {
      throw taken("name \(name)", at: place, "the command's would take its place")
    }
  }

  /// The file that has the list of commands, with this one at its end.
  private func listWithCommand() throws -> String {
    let text = try String(contentsOf: URL(fileURLWithPath: Self.listPath), encoding: .utf8)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let head = "let builtIn: [any Command.Type] = ["
    guard let first = lines.firstIndex(of: head[...]), let end = lines[first...].firstIndex(of: "]"),
      end == first + 1 || lines[end - 1].hasSuffix(".self,")
    else {
      throw NotWhereCommandsAre(
        expected: "`\(head)`, lines of `NAME.self,` and a line of `]`",
        found: "none such in \(Self.listPath)"
      )
    }
    lines.insert("  \(name).self,", at: end)
    return lines.joined(separator: "\n")
  }
}

/// The working folder isn't that of the package with the commands, or doesn't look like it.
package struct NotWhereCommandsAre: Error, CustomStringConvertible {
  let expected: String
  let found: String

  package var description: String {
    "expected \(expected), found \(found): nothing was written; a command is a part of the package production-jobs, so "
      + "run it in a clone of that, as `swift run emit new command NAME`"
  }
}
