package import CodeLocations
import Diagnostics
package import ExactText

/// What a code location defined when it was last looked at, with the names that it has in Swift.
///
/// A name that was given once stays: jobs are written with it.
package struct LocationLock: Hashable, Sendable {
  /// The code location's name.
  @Exact package var location: String
  /// In the order of their keys.
  package var assets: [LockedAsset]
  /// In the order of their names, as all that follow.
  package var jobs: [LockedJob]
  package var schedules: [LockedInstigator]
  package var sensors: [LockedInstigator]
  package var keys: [LockedKeys]
  package var dimensions: [LockedDimension]

  package init(
    location: String,
    assets: [LockedAsset] = [],
    jobs: [LockedJob] = [],
    schedules: [LockedInstigator] = [],
    sensors: [LockedInstigator] = [],
    keys: [LockedKeys] = [],
    dimensions: [LockedDimension] = []
  ) {
    self.location = location
    self.assets = assets
    self.jobs = jobs
    self.schedules = schedules
    self.sensors = sensors
    self.keys = keys
    self.dimensions = dimensions
  }
}

extension LocationLock {
  /// What has no name in Swift for want of a type for its partitions, as `the asset "cube"`, with these.
  package var nameless: [(what: String, partitions: String)] {
    let assets = assets.filter { $0.swift == nil && $0.asset.isMaterializable }
    return assets.map { ("the asset \(quoted($0.asset.key))", $0.partitions?.summary ?? "") }
      + jobs.filter { $0.swift == nil }.map {
        ("the job \(quoted($0.job.name))", $0.partitions?.summary ?? "")
      }
  }
}

/// An asset or a job with its names.
protocol Locked {
  associatedtype Definition: Defined
  var definition: Definition { get }
  var partitions: DefinedPartitions? { get }
  /// The run configuration that it takes.
  var shape: ConfigShape? { get }
  var swift: String? { get set }
  var config: String? { get set }
  var isGone: Bool? { get set }

  init(_ definition: Definition, namedAs old: Self?)
}

extension LockedAsset: Locked {
  var definition: DefinedAsset { asset }
  var partitions: DefinedPartitions? { asset.partitions }
  var shape: ConfigShape? { asset.config }

  init(_ definition: DefinedAsset, namedAs old: LockedAsset?) {
    self.init(asset: definition, swift: old?.swift, config: old?.config)
  }
}

extension LockedJob: Locked {
  var definition: DefinedJob { job }
  var partitions: DefinedPartitions? { job.partitions }
  var shape: ConfigShape? { job.config }

  init(_ definition: DefinedJob, namedAs old: LockedJob?) {
    self.init(job: definition, swift: old?.swift, config: old?.config)
  }
}

extension LockedInstigator: Locked {
  var definition: DefinedInstigator { instigator }
  var partitions: DefinedPartitions? { nil }
  var shape: ConfigShape? { nil }
  var config: String? {
    get { nil }
    set {}
  }

  init(_ definition: DefinedInstigator, namedAs old: LockedInstigator?) {
    self.init(instigator: definition, swift: old?.swift)
  }
}

extension LocationLock: Identifiable { package var id: ExactString { ExactString(location) } }

/// An asset with its names.
package struct LockedAsset: Hashable, Sendable, Codable {
  package var asset: DefinedAsset
  /// Its member of `Asset`: `ordersClean`. Nil where it has none: Swift has no type for its partitions, or it is a
  /// source asset that another code location makes.
  @Exact package var swift: String?
  /// The type of its run configuration; nil where it takes none.
  @Exact package var config: String?
  /// Whether Dagster has it no longer, while a job that isn't retired names it.
  package var isGone: Bool?

  package init(asset: DefinedAsset, swift: String?, config: String? = nil, isGone: Bool? = nil) {
    self.asset = asset
    self.swift = swift
    self.config = config
    self.isGone = isGone
  }
}

/// A job with its names.
package struct LockedJob: Hashable, Sendable, Codable {
  package var job: DefinedJob
  /// Its member of `DagsterJob`: `purge`. Nil where it has none, since Swift has no type for its partitions.
  @Exact package var swift: String?
  /// The type of its run configuration; nil where it takes none.
  @Exact package var config: String?
  /// Whether Dagster has it no longer, while a job that isn't retired names it.
  package var isGone: Bool?

  package init(job: DefinedJob, swift: String?, config: String? = nil, isGone: Bool? = nil) {
    self.job = job
    self.swift = swift
    self.config = config
    self.isGone = isGone
  }
}

/// A schedule or a sensor with its name.
package struct LockedInstigator: Hashable, Sendable {
  package var instigator: DefinedInstigator
  /// Its member of `Schedule` or `Sensor`: `nightly`. Nil in a lock of an earlier version.
  @Exact package var swift: String?
  /// Whether Dagster has it no longer, while a job that isn't retired names it.
  package var isGone: Bool?

  package init(instigator: DefinedInstigator, swift: String? = nil, isGone: Bool? = nil) {
    self.instigator = instigator
    self.swift = swift
    self.isGone = isGone
  }
}

/// The type that stands for the keys of static partitions.
package struct LockedKeys: Hashable, Sendable, Codable {
  /// The type's name: `Region`.
  @Exact package var type: String
  package var keys: DefinedKeys
  /// The names of the cases, in the keys' order; none where the keys are too many for an enumeration.
  @Exact package var cases: [String]

  package init(type: String, keys: DefinedKeys, cases: [String]) {
    self.type = type
    self.keys = keys
    self.cases = cases
  }
}

/// The type that stands for a dimension.
package struct LockedDimension: Hashable, Sendable, Codable {
  /// The type's name: `DateDimension`.
  @Exact package var type: String
  /// The dimension's name in Dagster: `date`.
  @Exact package var dimension: String
  /// How it is cut, in Swift: `Daily`, `Static<Region>`.
  @Exact package var cut: String

  package init(type: String, dimension: String, cut: String) {
    self.type = type
    self.dimension = dimension
    self.cut = cut
  }
}
