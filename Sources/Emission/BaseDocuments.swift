package import Diagnostics
package import JobDSL
import Programs

/// The documents under `generated/` as a commit has them.
package struct BaseDocuments: Sendable {
  /// One document of the base.
  package enum Document: Equatable, Sendable {
    case read(JobDocument)
    /// Made by another version, or by hand: everything that is wrong with it.
    case unreadable(problems: [Diagnostic])

    package init(_ bytes: [UInt8], file: String) {
      let reading = JobReading(bytes, file: file)
      self = reading.document.map(Document.read) ?? .unreadable(problems: reading.problems)
    }
  }

  /// The commit as it was named.
  package let reference: String
  /// By the job's name, which is its folder's.
  package let documents: [String: Document]
  /// Those that were retired by then.
  package let retired: [String: Document]

  package init(reference: String, documents: [String: Document], retired: [String: Document] = [:]) {
    self.reference = reference
    self.documents = documents
    self.retired = retired
  }

  /// Asks Git, in the working folder, which is the package's.
  ///
  /// - Throws: `BaseFailure` where there is no such commit or no repository, `ProgramFailure` without Git.
  package init(at reference: String) throws {
    let git = Program.git
    let commit = try Self.commit(named: reference, git)
    let listing = try git.run(["ls-tree", "-r", "-z", commit, "--", "generated/"])
    guard listing.status == 0 else { throw BaseFailure.unlistable(reference) }
    let files = Self.files(in: listing.output)
    let contents = try Self.contents(of: files.map(\.object), git)
    guard contents.count == files.count else { throw BaseFailure.unlistable(reference) }
    var (documents, retired): ([String: Document], [String: Document]) = ([:], [:])
    for (file, bytes) in zip(files, contents) {
      let document = Document(bytes, file: file.path)
      if file.isRetired { retired[file.job] = document } else { documents[file.job] = document }
    }
    self.init(reference: reference, documents: documents, retired: retired)
  }

  private static func commit(named reference: String, _ git: Program) throws -> String {
    let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(reference)^{commit}"]
    let found = try git.ask(arguments)
    if found.status == 0 {
      return String(decoding: found.output, as: UTF8.self).filter { !$0.isWhitespace }
    }
    let repository = try git.ask(["rev-parse", "--git-dir"])
    throw repository.status == 0
      ? BaseFailure.unknown(reference) : BaseFailure.noRepository(repository.noRepository)
  }

  /// Entries like `100644 blob OBJECT⇥generated/x/job.yaml`, each ended by a zero byte.
  private static func files(in listing: [UInt8]) -> [File] {
    listing.split(separator: 0).compactMap { entry in
      let parts = entry.split(separator: UInt8(ascii: "\t"), maxSplits: 1)
      guard parts.count == 2 else { return nil }
      let path = String(decoding: parts[1], as: UTF8.self)
      var folders = path.split(separator: "/").map(String.init)
      let isRetired = folders.count == 4 && folders[1] == RetiredJobs.folder
      if isRetired { folders.remove(at: 1) }
      let words = String(decoding: parts[0], as: UTF8.self).split(separator: " ")
      guard folders.count == 3, folders[2] == JobFile.document, words.count == 3, words[1] == "blob"
      else { return nil }
      return File(job: folders[1], isRetired: isRetired, path: path, object: String(words[2]))
    }
  }

  private struct File {
    var job: String
    var isRetired: Bool
    var path: String
    /// Git's name for the contents.
    var object: String
  }

  /// One process for all of them. Each comes as `OBJECT blob SIZE⏎BYTES⏎`.
  private static func contents(of objects: [String], _ git: Program) throws -> [[UInt8]] {
    guard !objects.isEmpty else { return [] }
    let input = objects.map { $0 + "\n" }.joined().utf8
    var rest = try git.run(["cat-file", "--batch"], input: Array(input)).output[...]
    var contents: [[UInt8]] = []
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let heading = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      guard heading.count == 3, let size = Int(heading[2]), rest.endIndex - end > size else { break }
      contents.append(Array(rest[(end + 1)...].prefix(size)))
      rest = rest[(end + 1)...].dropFirst(size + 1)
    }
    return contents
  }

}

/// A base that nothing can be compared with.
package enum BaseFailure: Error, Equatable, CustomStringConvertible {
  case unknown(String)
  case noRepository(String)
  case unlistable(String)

  package var description: String {
    switch self {
    case .unknown(let reference):
      "--base: expected a commit, branch or tag that this repository has, found \(quoted(reference)) "
        + "(fetch it first: `git fetch origin BRANCH`, then --base FETCH_HEAD or origin/BRANCH)"
    case .noRepository(let words): "--base: \(words)"
    case .unlistable(let reference):
      "--base: git could not list generated/ at \(quoted(reference)); it says why above"
    }
  }
}
