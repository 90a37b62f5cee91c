package import ExactText

/// Which definitions something names, such as the jobs in `Sources/Jobs`.
package struct NamesInUse: Sendable {
  /// The keys of assets.
  package var assets: Set<ExactString>
  /// Dagster jobs, as `location/name`.
  package var jobs: Set<ExactString>
  /// Schedules, as `location/name`.
  package var schedules: Set<ExactString> = []
  /// Sensors, as `location/name`.
  package var sensors: Set<ExactString> = []

  package init(assets: Set<ExactString> = [], jobs: Set<ExactString> = []) {
    self.assets = assets
    self.jobs = jobs
  }
}
