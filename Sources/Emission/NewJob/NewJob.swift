import Catalog
import Diagnostics
import JobDSL
import Schema

/// A job's file to begin with, as `emit new job` writes it. It compiles; what its author has to fill in `emit` reports
/// at its line, by the rules that hold for every job.
package struct NewJob: Sendable {
  package let name: String
  private let owner: String
  private let reason: String

  /// - Parameters:
  ///   - owner: empty for one to be filled in.
  ///   - reason: the same.
  package init(_ name: String, owner: String = "", reason: String = "") {
    (self.name, self.owner, self.reason) = (name, owner, reason)
  }

  /// The constant that holds it: `reload-orders-2024-03` is `reloadOrders202403`, and `default` is `defaultJob`.
  package var constant: String {
    let parts = name.split(separator: "-")
    let word =
      parts.prefix(1).map(String.init) + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
    let constant = word.joined()
    if constant.utf8.first.map({ $0 < UInt8(ascii: "a") }) ?? true { return "job\(constant)" }
    let isTaken = SwiftName.keywords.contains(constant) || constant.wholeMatch(of: Self.lists) != nil
    return isTaken ? "\(constant)Job" : constant
  }

  /// What the plugin RegisterJobs calls the lists of all jobs, in files that are called like them.
  private static var lists: Regex<Substring> { /allJobs|listedJobs[0-9]+/ }

  /// The file's path in the package: `Sources/Jobs/ReloadOrders202403.swift`.
  package var path: String { "\(Self.folder)/\(fileName)" }

  var fileName: String { "\(constant.prefix(1).uppercased())\(constant.dropFirst()).swift" }

  static let folder = "Sources/Jobs"

  package var source: String {
    let arguments = [
      quoted(name, cutTo: .max), "owner: \(quoted(owner, cutTo: .max))",
      "reason: \(quoted(reason, cutTo: .max))",
    ]
    let line = "public let \(constant) = Job(\(arguments.joined(separator: ", "))) {"
    let lines = "public let \(constant) = Job(\n  \(arguments.joined(separator: ",\n  "))\n) {"
    return """
      import JobDSL

      \(line.count <= 110 ? line : lines)
        // In place of the next line the steps, such as Backfill(.orders, from: "2024-03-01", through: "2024-03-15")
        Materialize(Asset<Unpartitioned>(""))
      }

      """
  }

  /// What is wrong with what its author gave.
  package var mistakes: [String] {
    // What is left empty is for later.
    let metadata = Metadata(
      name: name,
      owner: owner.isEmpty ? "-" : owner,
      reason: reason.isEmpty ? "-" : reason
    )
    let issues = JobDocument.schema.issues(in: JobDocument(metadata: metadata, steps: []))
    let place = Path.root[\JobDocument.metadata]
    return issues.filter { $0.path.components.starts(with: place.components) }.map { issue in
      let isName = issue.path == place[\Metadata.name]
      let hint = isName ? spelledRight.map { "write \($0)" } : issue.hint
      let argument = isName ? "NAME" : issue.path == place[\Metadata.owner] ? "--owner" : "--reason"
      return "\(argument): \(issue.message)" + (hint.map { " (\($0))" } ?? "")
    }
  }

  /// The name with what it can't have taken out: `ReloadOrders_2024` is `reload-orders-2024`.
  private var spelledRight: String? {
    var spelled = ""
    var previous: Character?
    for character in name {
      let isPart = character.isASCII && (character.isLetter || character.isNumber)
      if character.isUppercase, previous?.isLowercase == true || previous?.isNumber == true { spelled += "-" }
      if isPart { spelled += character.lowercased() } else if !spelled.hasSuffix("-") { spelled += "-" }
      previous = character
    }
    while spelled.hasPrefix("-") { spelled.removeFirst() }
    while spelled.hasSuffix("-") { spelled.removeLast() }
    return DNSLabel.matches(spelled) ? spelled : nil
  }
}
