internal import Contract
package import Diagnostics
package import JobDSL
import Schema

/// The jobs that were retired: their Swift files are gone, and their documents stay in `generated/retired/` as what was
/// run.
package struct RetiredJobs: Sendable {
  /// The folder below `generated/`; no job can have its name.
  package static let folder = JobFolder.retired

  /// What leads editors to the documents' schema.
  static let schema = "\(folder)/\(DocumentSchema.path)"

  /// The documents by the job's name, which is their folder's.
  package private(set) var documents: [String: BaseDocuments.Document] = [:]
  /// What lies there besides, by its path in `generated/`.
  private var strangers: [String] = []

  /// - Parameter files: what lies in `generated/`, by the path there.
  package init(in files: [String: [UInt8]]) {
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) where Self.holds(path) && path != Self.schema {
      let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3, JobFile.names.contains(parts[2]) else {
        strangers.append(path)
        continue
      }
      guard parts[2] == JobFile.document else { continue }
      documents[parts[1]] = BaseDocuments.Document(bytes, file: "generated/\(path)")
    }
  }

  /// Whether a path of `generated/` is a retired job's.
  static func holds(_ path: String) -> Bool { path.hasPrefix("\(folder)/") }

  /// Why they can't stand beside the jobs that there are.
  package func problems(beside jobs: [Job]) -> [Diagnostic] {
    strangers.map { path in
      Diagnostic(
        .error,
        file: "generated/\(path)",
        position: nil,
        message:
          "expected a retired job's \(JobFile.names.joined(separator: ", ")) in a folder of its name, found this",
        hint: "delete it"
      )
    } + documents.sorted { $0.key < $1.key }.flatMap { name, document in problems(of: document, named: name) }
      + jobs.flatMap { $0.diagnostics(issues(of: $0.document.metadata.name)) }
  }

  private func problems(of document: BaseDocuments.Document, named name: String) -> [Diagnostic] {
    let file = "generated/\(Self.folder)/\(name)/\(JobFile.document)"
    switch document {
    case .unreadable(let problems): return problems
    case .read(let document) where document.metadata.name == name: return []
    case .read(let document):
      return [
        Diagnostic(
          .error,
          file: file,
          position: nil,
          message: "expected the job \(quoted(name)), found \(quoted(document.metadata.name))",
          hint: "a retired job keeps its folder: take it back from Git"
        )
      ]
    }
  }

  /// A retired job's name was used: its record stands in the ledger.
  private func issues(of name: String) -> [Issue] {
    if documents[name] != nil {
      return [
        Issue(
          "expected a job name of its own, found \(quoted(name)), which a retired job has",
          hint:
            "its document is in generated/\(Self.folder)/\(name); to finish retiring it, run `swift run emit retire "
            + "\(name)`"
        )
      ]
    }
    guard name == Self.folder else { return [] }
    return [
      Issue(
        "expected a job name other than \(quoted(name)), which is the folder of the retired jobs",
        hint: "give it another name"
      )
    ]
  }
}

/// The files of a job in `generated/`.
enum JobFile {
  static let document = "job.yaml"
  static let manifest = "kubernetes.yaml"
  static let kustomization = "kustomization.yaml"
  static let names = [document, manifest, kustomization]
}
