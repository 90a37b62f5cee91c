import Diagnostics
package import JobDSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The list of jobs that a person chooses from in each pipeline's form, a marked region of a file that is
/// otherwise written by hand.
///
///     options:
///     # emit: jobs
///     - recover-orders-2024-02
///     # emit: end of jobs
package struct WorkflowChoices: Sendable {
  package struct Change: Equatable, Sendable {
    /// From the package's folder.
    package let path: String
    package let old: [UInt8]
    package let new: [UInt8]
  }

  /// The files that have such a region; a package that lacks one has no use for it.
  package static let paths = [".github/workflows/production-job.yml", "ci/gitlab/pipeline.yml"]

  static let beginning = "# emit: jobs"
  static let end = "# emit: end of jobs"

  /// What has to change, in the paths' order.
  package let changes: [Change]
  private let folder: String

  /// Compares the pipelines' lists with the jobs and writes nothing.
  ///
  /// - Parameter folder: the package's folder.
  /// - Throws: `InvalidJobs` for each file without the two marks, otherwise what reading throws.
  package init(of jobs: [Job], in folder: String) throws {
    self.folder = folder
    var changes: [Change] = []
    var problems: [Diagnostic] = []
    for path in Self.paths {
      let whole = "\(folder)/\(path)"
      guard FileManager.default.fileExists(atPath: whole) else { continue }
      let old = Array(try Data(contentsOf: URL(fileURLWithPath: whole)))
      do throws(InvalidJobs) {
        let new = try Self.listing(jobs.map(\.document.metadata.name), in: old, of: path)
        if new != old { changes.append(Change(path: path, old: old, new: new)) }
      } catch {
        problems += error.problems
      }
    }
    guard problems.isEmpty else { throw InvalidJobs(problems) }
    self.changes = changes
  }

  /// In the form of `Comparison.unifiedDiff`.
  package var unifiedDiff: String {
    let diff = changes.flatMap { change in
      UnifiedDiff(from: change.old, to: change.new, oldName: "a/\(change.path)", newName: "b/\(change.path)")
        .text
    }
    return String(decoding: diff, as: UTF8.self)
  }

  /// Replaces each file whole or not at all.
  package func apply() throws {
    for change in changes {
      try Data(change.new).write(to: URL(fileURLWithPath: "\(folder)/\(change.path)"), options: .atomic)
    }
  }

  /// The file's text with the region's lines replaced; nothing else of it is touched.
  static func listing(_ names: [String], in bytes: [UInt8], of path: String) throws(InvalidJobs) -> [UInt8] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    let first = try onlyLine(beginning, in: lines, of: path)
    let last = try onlyLine(end, in: lines, of: path)
    guard first < last else {
      throw misplaced("expected \"\(end)\" below \"\(beginning)\"", at: last, of: path)
    }
    let indentation = lines[first].prefix { $0 == " " }
    lines.replaceSubrange(first + 1..<last, with: items(names).map { indentation + $0 })
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// Neither form can do without a choice, so one stands for none; no job has that name, and the run refuses it.
  private static func items(_ names: [String]) -> [String] {
    let names = names.isEmpty ? ["(no jobs)"] : names.sorted()
    let list = YAMLValue.list(names.map(YAMLValue.string)).encoded(header: [])
    return String(decoding: list, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private static func onlyLine(_ mark: String, in lines: [String], of path: String) throws(InvalidJobs) -> Int
  {
    let found = lines.indices.filter { lines[$0].drop { $0 == " " } == mark }
    guard let only = found.first else {
      let hint = "emit writes the jobs to choose from between \"\(beginning)\" and \"\(end)\""
      let message = "expected a line \"\(mark)\", found none"
      throw InvalidJobs([Diagnostic(file: path, position: nil, message: message, hint: hint)])
    }
    guard found.count == 1 else {
      throw misplaced("expected one line \"\(mark)\", found \(found.count)", at: found[1], of: path)
    }
    return only
  }

  private static func misplaced(_ message: String, at line: Int, of path: String) -> InvalidJobs {
    let position = Position(line: line + 1, column: 1)
    return InvalidJobs([Diagnostic(file: path, position: position, message: message)])
  }
}
