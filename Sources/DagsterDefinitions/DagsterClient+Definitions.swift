package import CodeLocations
package import Dagster
import DagsterModel
package import ExactText

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension DagsterClient {
  /// What every code location of the workspace defines, in the order of their names.
  ///
  /// Each is read from its own repositories: of assets of one key the server merges what several locations define. One
  /// that can't be read has its failure, and the others are read nonetheless.
  ///
  /// - Parameters:
  ///   - names: what is read; nil for all. Of a job that materializes assets its partitions are not told then.
  ///   - wanted: the code locations that are read; nil for all.
  package func definitions(
    of names: NamesInUse? = nil,
    in wanted: Set<ExactString>? = nil
  ) async throws(DagsterError) -> [LocationDefinitions] {
    let now = Date().timeIntervalSince1970
    let locations = try await codeLocations().filter { wanted?.contains($0.name) != false }
    return try await sideBySide(locations) { (location) throws(DagsterError) in
      try await self.definitions(of: location, only: names, now: now)
    }.sorted { $0.location.precedesExactly($1.location) }
  }

  private func definitions(
    of entry: CodeLocationEntry,
    only names: NamesInUse?,
    now: Double
  ) async throws(DagsterError) -> LocationDefinitions {
    guard entry.failure == nil else {
      return LocationDefinitions(location: entry.name, failure: entry.failure)
    }
    var found = LocationDefinitions(location: entry.name)
    do throws(DagsterError) {
      for repository in entry.repositories {
        let repository = RepositorySelector(location: entry.name, name: repository)
        try await read(repository, only: names, now: now, into: &found)
      }
    } catch {
      guard let failure = error.failureOfLocation else { throw error }
      return LocationDefinitions(location: entry.name, failure: failure)
    }
    found.sort()
    return found
  }

  private func read(
    _ repository: RepositorySelector,
    only names: NamesInUse?,
    now: Double,
    into found: inout LocationDefinitions
  ) async throws(DagsterError) {
    let nodes = try await definedNodes(of: repository, only: names?.assets)
    let partitions = try await partitions(of: nodes, in: repository, now: now)
    let outline = try await outline(of: repository).limited(to: names, in: repository.location)
    let configs = try await configs(of: nodes, in: repository)
    let name: String? = repository.name.isExactly("__repository__") ? nil : repository.name
    found.assets += nodes.map { node in
      node.asset(
        repository: name,
        partitions: partitions[node.assetKey.key],
        config: configs[node.assetKey.key] ?? nil
      )
    }
    found.jobs += try await jobs(
      of: outline,
      in: repository,
      nodes: nodes,
      partitions: partitions,
      now: now
    )
    found.schedules += outline.schedules.map { $0.instigator(repository: name) }
    found.sensors += outline.sensors.map { $0.instigator(repository: name) }
  }
}

extension LocationDefinitions {
  /// By their names; where several repositories have one, by theirs.
  fileprivate mutating func sort() {
    assets.sort { [$0.key, $0.repository ?? ""].precedesExactly([$1.key, $1.repository ?? ""]) }
    jobs.sort { [$0.name, $0.repository ?? ""].precedesExactly([$1.name, $1.repository ?? ""]) }
    schedules.sort { $0.precedes($1) }
    sensors.sort { $0.precedes($1) }
  }
}

extension DefinedInstigator {
  fileprivate func precedes(_ other: DefinedInstigator) -> Bool {
    [name, repository ?? ""].precedesExactly([other.name, other.repository ?? ""])
  }
}

extension DagsterError {
  /// What it says of a location, where it is the location's own: the server answered and the connection stands.
  fileprivate var failureOfLocation: String? {
    switch reason {
    case .rejected(let message, _), .refused(_, let message): message
    case .notFound(.repository, _): "it was reloaded while it was read"
    default: nil
    }
  }
}
