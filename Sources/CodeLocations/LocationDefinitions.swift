package import ExactText

/// What one code location defines, as far as jobs can name it.
///
/// It is read from a server and kept in a catalog's lock, from which names in Swift are made: hence `Codable`, with the
/// lock's words as the keys.
package struct LocationDefinitions: Hashable, Sendable {
  /// The code location's name.
  @Exact package var location: String
  /// Why it failed to load, in the server's words; nil when it is loaded. One that failed has no definitions.
  package var failure: String?
  /// In the order of their keys, and of their repositories where several have one.
  package var assets: [DefinedAsset] = []
  /// In the order of their names; no job that Dagster makes by itself (`__ASSET_JOB`) is among them.
  package var jobs: [DefinedJob] = []
  /// In the order of their names.
  package var schedules: [DefinedInstigator] = []
  /// In the order of their names.
  package var sensors: [DefinedInstigator] = []

  package init(location: String, failure: String? = nil) {
    self.location = location
    self.failure = failure
  }
}

/// An asset as its code location defines it.
package struct DefinedAsset: Hashable, Sendable, Codable {
  /// The parts joined by `/`, as `AssetKey.description` has it.
  @Exact package var key: String
  /// Nil where it is `__repository__`, that of a location with one.
  @Exact package var repository: String?
  /// False for a source asset, which nothing can materialize.
  package var isMaterializable: Bool
  /// Nil when it is not partitioned.
  package var partitions: DefinedPartitions?
  /// Nil when one run makes one partition.
  package var policy: DefinedPolicy?
  @Exact package var group: String
  /// Cut to 500 characters; nil where there is none.
  @Exact package var description: String?
  /// The keys of the assets of its repository that depend on it directly, in their order: what other locations read is
  /// theirs, and would come and go with them.
  @Exact package var downstream: [String]
  /// The names of its checks, in their order.
  @Exact package var checks: [String]
  /// The run configuration that materializing it takes, as a shape from the root; nil where it takes none.
  package var config: ConfigShape?

  package init(
    key: String,
    repository: String? = nil,
    isMaterializable: Bool = true,
    partitions: DefinedPartitions? = nil,
    policy: DefinedPolicy? = nil,
    group: String = "default",
    description: String? = nil,
    downstream: [String] = [],
    checks: [String] = [],
    config: ConfigShape? = nil
  ) {
    self.key = key
    self.repository = repository
    self.isMaterializable = isMaterializable
    self.partitions = partitions
    self.policy = policy
    self.group = group
    self.description = description
    self.downstream = downstream
    self.checks = checks
    self.config = config
  }
}

/// How a backfill cuts an asset's partitions into runs.
package struct DefinedPolicy: Hashable, Sendable, Codable {
  /// `SINGLE_RUN`, `MULTI_RUN`, or what a later Dagster calls it.
  @Exact package var type: String?
  /// Nil when there is no limit.
  package var maxPartitionsPerRun: Int?

  package init(type: String?, maxPartitionsPerRun: Int?) {
    self.type = type
    self.maxPartitionsPerRun = maxPartitionsPerRun
  }
}

/// A job as its code location defines it.
package struct DefinedJob: Hashable, Sendable, Codable {
  @Exact package var name: String
  /// Nil where it is `__repository__`.
  @Exact package var repository: String?
  /// Whether it materializes assets.
  package var isAssetJob: Bool
  /// Nil when it is not partitioned. Dagster tells of a job's partitions only the keys: what kind they are is told by
  /// how they are spelled, or by the job's assets.
  package var partitions: DefinedPartitions?
  /// Cut to 500 characters; nil where there is none.
  @Exact package var description: String?
  /// The run configuration that it takes, as a shape from the root; nil where it takes none.
  package var config: ConfigShape?

  package init(
    name: String,
    repository: String? = nil,
    isAssetJob: Bool = false,
    partitions: DefinedPartitions? = nil,
    description: String? = nil,
    config: ConfigShape? = nil
  ) {
    self.name = name
    self.repository = repository
    self.isAssetJob = isAssetJob
    self.partitions = partitions
    self.description = description
    self.config = config
  }
}

/// A schedule or a sensor: what launches runs by itself.
package struct DefinedInstigator: Hashable, Sendable, Codable {
  @Exact package var name: String
  /// Nil where it is `__repository__`.
  @Exact package var repository: String?
  /// A schedule's cron expressions as Dagster prints them; nil for a sensor.
  @Exact package var cron: String?
  /// A schedule's time zone, where it has one of its own.
  @Exact package var timezone: String?
  /// The names of the jobs that it launches, in their order; none for one that targets assets alone.
  @Exact package var jobs: [String]

  package init(
    name: String,
    repository: String? = nil,
    cron: String? = nil,
    timezone: String? = nil,
    jobs: [String] = []
  ) {
    self.name = name
    self.repository = repository
    self.cron = cron
    self.timezone = timezone
    self.jobs = jobs
  }
}

// Names are compared by their UTF-8.

extension LocationDefinitions: Identifiable { package var id: ExactString { ExactString(location) } }

/// What has a name in a code location. Repositories of one location may have the same.
package protocol Defined {
  var name: String { get }
  var repository: String? { get }
}

extension Defined {
  /// The name, and the repository where the location has several.
  package var id: ExactString { ExactString(repository.map { "\(name)\n\($0)" } ?? name) }
}

extension DefinedAsset: Defined { package var name: String { key } }
extension DefinedJob: Defined {}
extension DefinedInstigator: Defined {}
