import DagsterModel
import Diagnostics
import ExactText
import JSONTree
package import JobDSL

/// Changes of a catalog, with the jobs that each touches.
package struct CatalogReport {
  private let changes: [CatalogChange]
  private let documents: [JobDocument]

  /// - Parameter documents: of the jobs that may still be run.
  package init(changes: [CatalogChange], documents: [JobDocument]) {
    self.changes = changes
    self.documents = documents
  }

  package var text: String {
    guard !changes.isEmpty else { return "dagster.lock is what Dagster defines" }
    let lines = changes.map { change in
      let jobs = self.jobs(touchedBy: change)
      return "\(change.isBreaking ? "breaking  " : "compatible") \(change.description)"
        + (jobs.isEmpty ? "" : " (\(jobs.count == 1 ? "job" : "jobs") \(jobs.joined(separator: ", ")))")
    }
    let breaking = changes.count(where: \.isBreaking)
    return lines.joined(separator: "\n")
      + "\n\(counted(changes.count, "change")), \(breaking) breaking: `runner catalog pull` takes them over"
  }

  package var json: String {
    let entries = changes.map { change -> JSONValue in
      [
        "location": .string(change.location),
        "subject": .string(change.subject.words),
        "change": .string(change.change),
        "breaking": .bool(change.isBreaking),
        "jobs": .strings(jobs(touchedBy: change)),
      ]
    }
    return String(decoding: JSONValue.array(entries).encoded(), as: UTF8.self)
  }

  private func jobs(touchedBy change: CatalogChange) -> [String] {
    documents.filter { document in
      let names = NamesInUse(of: [document])
      return switch change.subject {
      case .asset(let key): names.assets.contains(key)
      case .job(let name): names.jobs.contains("\(change.location)/\(name)")
      case .location: names.jobs.contains { $0.wrappedValue.hasPrefix("\(change.location)/") }
      case .schedule, .sensor: false
      }
    }.map(\.metadata.name).sortedExactly()
  }
}
