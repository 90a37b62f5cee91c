import CodeLocations
import Diagnostics
import ExactText
import JSONTree
package import JobDSL

/// Changes of a catalog, with the jobs that each touches.
package struct CatalogReport {
  private let changes: [CatalogChange]
  /// The jobs' names, in their order, with what each names.
  private let jobs: [(name: String, uses: NamesInUse)]

  /// - Parameter documents: of the jobs that may still be run.
  package init(changes: [CatalogChange], documents: [JobDocument]) {
    self.changes = changes
    jobs = documents.map { ($0.metadata.name, NamesInUse(of: [$0])) }
      .sorted { $0.name.precedesExactly($1.name) }
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
    jobs.filter { job in
      switch change.subject {
      case .asset(let key): job.uses.assets.contains(key)
      case .job(let name): job.uses.jobs.contains("\(change.location)/\(name)")
      case .location: job.uses.jobs.contains { $0.wrappedValue.hasPrefix("\(change.location)/") }
      case .schedule(let name): job.uses.schedules.contains("\(change.location)/\(name)")
      case .sensor(let name): job.uses.sensors.contains("\(change.location)/\(name)")
      }
    }.map(\.name)
  }
}
