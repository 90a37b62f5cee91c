import Dagster
package import DagsterModel

/// What a step reads of another asset.
package enum UpstreamNeed: Hashable {
  /// An asset without partitions.
  case whole
  case partitions([String])
  /// What Dagster's mapping gives to each of its partitions: `MappedUpstream` asks for it.
  case mapped
  /// The code maps partitions in a way that the server doesn't tell.
  case undecided(String)

  /// - Parameters:
  ///   - isPartitioned: whether the step's asset has partitions.
  ///   - upstreamKeys: all partitions of the asset that it reads; `nil` where that has none.
  package init(of dependency: AssetLinks.Dependency, isPartitioned: Bool, upstreamKeys: [String]?) {
    let name = dependency.mapping?.className
    guard let upstreamKeys else {
      self = .whole
      return
    }
    switch name {
    case "AllPartitionMapping": self = .partitions(upstreamKeys)
    case "LastPartitionMapping": self = .partitions(upstreamKeys.suffix(1))
    case _ where isPartitioned: self = .mapped
    case nil: self = .partitions(upstreamKeys)
    case .some(let name): self = .undecided(name)
    }
  }
}
