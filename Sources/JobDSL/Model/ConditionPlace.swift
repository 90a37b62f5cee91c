import Diagnostics

/// Where a condition stands in its command, and where the job's file says it.
struct ConditionPlace: Hashable, Sendable {
  /// From the command, such as `atMost.partitions`.
  var path: Path
  var location: SourceLocation
}

extension Conditions {
  /// Notes where the condition at `path` is written.
  mutating func place(_ path: Path, at location: SourceLocation) {
    places = NotInDocument((places.value ?? []) + [ConditionPlace(path: path, location: location)])
  }
}
