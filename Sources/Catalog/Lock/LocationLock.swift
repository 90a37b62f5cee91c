package import DagsterModel
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
  package var schedules: [DefinedInstigator]
  package var sensors: [DefinedInstigator]
  package var keys: [LockedKeys]
  package var dimensions: [LockedDimension]

  package init(
    location: String,
    assets: [LockedAsset] = [],
    jobs: [LockedJob] = [],
    schedules: [DefinedInstigator] = [],
    sensors: [DefinedInstigator] = [],
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
