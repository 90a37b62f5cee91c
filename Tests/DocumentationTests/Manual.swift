import Foundation
import TestSupport

/// What the programs and scripts of this package say of their own command lines.
actor Manual {
  static let shared = Manual()

  private var pages: [[String]: String] = [:]

  /// Programs that are not this package's.
  private static let others: Set = ["eval", "gh", "git", "kubectl", "podman", "sed", "grep", "mkdir", "rm"]
  private static let products: Set = ["emit", "runner", "trigger"]

  /// What is wrong with a command; `nil` where it names what is there.
  func complaint(about words: [String]) async throws -> String? {
    guard let first = words.first else { return nil }
    if first == "swift" { return try await complaint(aboutSwift: Array(words.dropFirst())) }
    let name = first.split(separator: "/").last.map(String.init) ?? first
    if Self.products.contains(name), first == name || first == ".build/debug/\(name)" {
      return try await complaint(about: Array(words.dropFirst()), of: name)
    }
    if first.hasPrefix("ci/") { return try await complaint(aboutScript: first, Array(words.dropFirst())) }
    return Self.others.contains(first) ? nil : "no program \(first)"
  }

  /// The options of all programs and of the scripts in ci.
  func options() async throws -> Set<String> {
    var (found, ahead) = (Set<String>(), Self.products.map { [$0] })
    while let command = ahead.popLast() {
      found.formUnion(Self.options(in: try await help(command)))
      ahead += try await subcommands(of: command).map { command + [$0] }
    }
    let folder = inPackage("ci")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      // Of a folder none.
      guard let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8) else {
        continue
      }
      // Their help is the comment at their top.
      let comment = text.split(separator: "\n").prefix { $0.hasPrefix("#") }.joined(separator: "\n")
      found.formUnion(Self.options(in: comment))
    }
    return found
  }

  private static func options(in help: String) -> Set<String> {
    Set(help.matches(of: /--?[a-z][\w\-]*/).map { String($0.output) })
  }

  private func complaint(aboutSwift words: [String]) async throws -> String? {
    let words = words.filter { $0 != "--quiet" }
    switch words.first {
    case "run":
      guard words.count > 1, Self.products.contains(words[1]) else { return "no product in swift \(words)" }
      return try await complaint(about: Array(words.dropFirst(2)), of: words[1])
    case "build":
      let product = words.firstIndex(of: "--product").map { words[$0 + 1] }
      return product.map { Self.products.contains($0) ? nil : "no product \($0)" } ?? nil
    case "test", "format", "package": return nil
    default: return "no command in swift \(words)"
    }
  }

  /// Follows the subcommands down, and looks each option up in the last one's help.
  private func complaint(about words: [String], of program: String) async throws -> String? {
    var (command, names) = ([program], words[...])
    while let name = names.first, try await subcommands(of: command).contains(name) {
      command.append(name)
      names = names.dropFirst()
    }
    let called = command.joined(separator: " ")
    if let name = names.first, !name.hasPrefix("-"), try await !subcommands(of: command).isEmpty {
      return "no subcommand \(name) of \(called)"
    }
    return complaint(aboutOptions: names, in: try await help(command), of: called)
  }

  private func complaint(aboutScript path: String, _ words: [String]) async throws -> String? {
    guard FileManager.default.isExecutableFile(atPath: inPackage(path).path) else {
      return "no script \(path)"
    }
    return complaint(aboutOptions: words[...], in: try await help([path]), of: path)
  }

  private func complaint(aboutOptions words: ArraySlice<String>, in help: String, of name: String) -> String?
  {
    let known = Self.options(in: help)
    // What stands behind `--` is another program's.
    for word in words.prefix(while: { $0 != "--" }) {
      guard let option = word.prefixMatch(of: /--?[A-Za-z][\w\-]*/)?.output else { continue }
      if !known.contains(String(option)) { return "no option \(option) of \(name)" }
    }
    return nil
  }

  private func subcommands(of command: [String]) async throws -> [String] {
    let help = try await help(command)
    guard let start = help.firstRange(of: "SUBCOMMANDS:\n") else { return [] }
    return help[start.upperBound...].matches(of: /(?m)^  ([a-z][\w\-]*)(?: |$)/).map { String($0.output.1) }
  }

  private func help(_ command: [String]) async throws -> String {
    if let page = pages[command] { return page }
    let isScript = command[0].hasPrefix("ci/")
    let program = isScript ? inPackage(command[0]) : try buildFolder().appending(path: command[0])
    let child = try Child(
      program.path,
      command.dropFirst() + ["--help"],
      // It would build the program that it asks, beside the build that runs this.
      environment: ["PRODUCTION_JOBS_TRIGGER": buildFolder().path],
      directory: inPackage("").path
    )
    let result = await child.ending()
    guard result.status == 0 else { throw NotFound("the help of \(command): \(result.errors)") }
    pages[command] = result.output
    return result.output
  }
}
