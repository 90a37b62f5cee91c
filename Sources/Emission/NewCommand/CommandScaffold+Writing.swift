import JobDSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension CommandScaffold {
  /// The files that are there already and have something added, each with its new text.
  private func changedFiles() throws -> [(path: String, text: String)] {
    let list = [(home.listPath, try listWithCommand())]
    guard needsRunner else { return list }
    return list + [(OwnRunner.manifestPath, try OwnRunner.added(to: Self.text(of: OwnRunner.manifestPath)))]
  }

  /// Whether it is the first command of a repository of its own.
  private var needsRunner: Bool {
    !home.isBuiltIn && !FileManager.default.fileExists(atPath: home.planFolder)
  }

  /// Writes its files into the package whose folder is the working one, and its line into the list of commands; with the
  /// first command of a repository of its own, also that one's runner.
  ///
  /// - Returns: the paths of the files that were added and changed.
  /// - Throws: `NotWhereCommandsAre`, `NameTaken`, and what reading and writing throw. Nothing is left behind then.
  package func write() throws -> (added: [String], changed: [String]) {
    try expectFolders()
    try expectNewName()
    let changed = try changedFiles()
    let new = (needsRunner ? [(OwnRunner.path, OwnRunner.source)] : []) + files.map { ($0.path, $0.source) }
    let before = try changed.map { ($0.path, try Self.text(of: $0.path)) }
    try NewFiles.write(new.map { ($0.0, Array($0.1.utf8)) }) {
      do {
        for (path, text) in changed { try Self.write(text, to: path) }
      } catch {
        for (path, text) in before { try? Self.write(text, to: path) }
        throw error
      }
    }
    return (new.map(\.0), changed.map(\.path))
  }

  private static func text(of path: String) throws -> String {
    try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
  }

  private static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  private func expectFolders() throws {
    let needed =
      ["Package.swift", home.listPath]
      + (home.isBuiltIn ? [home.planFolder, home.testFolder].compactMap(\.self) : [])
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
      throw taken("command \(other)", at: home.listPath, "both would be `\(keyword)` in a document")
    }
    let test = home.testFolder.map { [$0] } ?? []
    for ((path, _), module) in zip(files, home.modules + test) {
      let file = String(path.split(separator: "/").last ?? "")
      guard let place = try SourceFiles(in: [module]).file(named: file) else { continue }
      throw taken("file \(file)", at: place, NameTaken.oneFileOfAName)
    }
    let types: Set = ["struct", "class", "enum", "actor", "protocol", "typealias"]
    let all = try SourceFiles(in: ["Sources"] + test)
    for type in [name, testName] {
      guard let place = try all.declaration(of: type, by: types) else { continue }
      throw taken("type \(type)", at: place, "one of the two would hide the other")
    }
    // Such as one of Swift's own: in these modules the command's would take its place.
    if let place = try SourceFiles(in: home.modules).mention(of: name) {
      throw taken("name \(name)", at: place, "the command's would take its place")
    }
  }

  /// The file that has the list of commands, with this one at its end.
  private func listWithCommand() throws -> String {
    let text = try Self.text(of: home.listPath)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if let empty = lines.firstIndex(of: "\(home.listHead)]") {
      lines.replaceSubrange(empty...empty, with: [home.listHead[...], "]"])
    }
    guard let first = lines.firstIndex(of: home.listHead[...]), let end = lines[first...].firstIndex(of: "]"),
      end == first + 1 || lines[end - 1].hasSuffix(".self,")
    else {
      throw NotWhereCommandsAre(
        expected: "`\(home.listHead)`, lines of `NAME.self,` and a line of `]`",
        found: "none such in \(home.listPath)"
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
    "expected \(expected), found \(found): nothing was written; run it in a clone of the package production-jobs, or in "
      + "a repository that `emit new repository` wrote, as `swift run emit new command NAME`"
  }
}
