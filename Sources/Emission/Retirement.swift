import Diagnostics
package import FileTree
package import JobDSL
import SwiftSource

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Retiring one job: its Swift file goes, and what was run stays.
package struct Retirement {
  /// The job's name.
  package let job: String
  /// Its Swift file in the package.
  package let source: String
  /// Where that lies.
  private let file: String

  /// Looks whether it can be done, and does nothing.
  ///
  /// - Parameters:
  ///   - files: what lies in `generated/`, by the path there.
  ///   - package: the package's folder.
  /// - Throws: `RetirementFailure`; of files that no job makes any more `emit` says what is wrong.
  package init(
    of name: String,
    among jobs: [Job],
    in files: [String: [UInt8]],
    ofPackage package: String
  ) throws {
    let retired = RetiredJobs(in: files)
    guard let job = jobs.first(where: { $0.document.metadata.name == name }) else {
      if retired.documents[name] != nil { throw RetirementFailure.retiredAlready(name) }
      throw RetirementFailure.unknown(
        name,
        near: nearest(to: name, among: jobs.map(\.document.metadata.name))
      )
    }
    self.job = name
    source = job.location.packagePath
    file = "\(package)/\(source)"
    // This program may be older than the folder.
    guard FileManager.default.fileExists(atPath: file) else { throw RetirementFailure.sourceIsGone(source) }
    let text = try String(contentsOf: URL(fileURLWithPath: file), encoding: .utf8)
    let others = JobScanner(file: source, tokens: SwiftTokens.of(text)).others
    guard others.isEmpty else {
      throw RetirementFailure.sharesFile(name, source, with: others.map { "\($0.text) on line \($0.line)" })
    }
    for (path, bytes) in try GeneratedFiles(of: [job]).files where path.hasPrefix("\(name)/") {
      let places = ["\(RetiredJobs.folder)/\(path)", path].compactMap { files[$0] }
      guard places == [bytes] else { throw RetirementFailure.stale(name) }
    }
  }

  /// Moves the documents first: whatever happens after that, they are kept, and the same command does the rest.
  package func carryOut(in folder: GeneratedFolder) throws {
    try folder.retire(job)
    try FileManager.default.removeItem(atPath: file)
  }
}

/// A job that is not retired.
package enum RetirementFailure: Error, Equatable, CustomStringConvertible {
  case unknown(String, near: String?)
  case retiredAlready(String)
  case sharesFile(String, String, with: [String])
  case stale(String)
  case sourceIsGone(String)

  package var description: String {
    switch self {
    case .unknown(let name, let near):
      "expected the name of a job, found \(quoted(name))" + (near.map { " (did you mean `\($0)`?)" } ?? "")
    case .retiredAlready(let name):
      "\(quoted(name)) is retired already: generated/\(RetiredJobs.folder)/\(name)"
    case .sharesFile(let name, let file, let others):
      "\(file): expected the job \(quoted(name)) alone, found \(others.joined(separator: ", ")) as well, which other "
        + "files may use: move it into a file of its own first, or make it private where the job alone uses it"
    case .stale(let name):
      "generated/\(name) is not what the Swift file says, and what is kept has to be what was run: take the Swift file "
        + "that was run from Git, or run `swift run emit` and commit, and retire it then"
    case .sourceIsGone(let file):
      "\(file): expected the job's file, found none: run `swift run emit retire`, which builds anew"
    }
  }
}

extension GeneratedFolder {
  /// Moves a job's folder to the retired ones; nothing is to do where it is there.
  func retire(_ job: String) throws {
    let target = "\(path)/\(RetiredJobs.folder)/\(job)"
    guard !isFolder(target) else { return }
    try FileManager.default.createDirectory(
      atPath: "\(path)/\(RetiredJobs.folder)",
      withIntermediateDirectories: true
    )
    try FileManager.default.moveItem(atPath: "\(path)/\(job)", toPath: target)
    try Data(DocumentSchema.retiredText).write(
      to: URL(fileURLWithPath: "\(path)/\(RetiredJobs.schema)"),
      options: .atomic
    )
  }
}
