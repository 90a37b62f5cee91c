package import CodeLocations
package import ExactText
package import JobDSL

/// What locks have of the definitions that a job names.
package struct Touched: Sendable {
  /// What has to be read of Dagster to be compared.
  package private(set) var names: NamesInUse
  package let locations: Set<ExactString>
  private let locks: [LocationLock]

  /// Of a job that materializes assets nothing is compared: what it is follows from the assets.
  package init(by document: JobDocument, in locks: [LocationLock]) {
    let used = NamesInUse(of: [document])
    self.locks = locks.compactMap { lock in
      var limited = LocationLock(location: lock.location)
      limited.assets = lock.assets.filter { used.assets.contains($0.asset.key) }
      limited.jobs = lock.jobs.filter { job in
        used.jobs.contains("\(lock.location)/\(job.job.name)") && !job.job.isAssetJob
      }
      limited.schedules = lock.schedules.filter { used.schedules.contains(lock.id(of: $0)) }
      limited.sensors = lock.sensors.filter { used.sensors.contains(lock.id(of: $0)) }
      return limited.isEmpty ? nil : limited
    }
    locations = Set(self.locks.map(\.id))
    names = NamesInUse(
      assets: Set(self.locks.flatMap { $0.assets.map { ExactString($0.asset.key) } }),
      jobs: Set(
        self.locks.flatMap { lock in lock.jobs.map { ExactString("\(lock.location)/\($0.job.name)") } }
      )
    )
    (names.schedules, names.sensors) = (used.schedules, used.sensors)
  }

  /// How these differ now. A code location that failed to load isn't compared.
  package func changes(to definitions: [LocationDefinitions]) -> [CatalogChange] {
    locks.changes(to: definitions)
  }
}
