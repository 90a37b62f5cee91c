import Dagster
import ExactText

/// What is missing of an asset that a step reads, by Dagster's own mapping between the two assets' partitions.
///
/// Dagster tells which partitions read a given one (the preview of a backfill), not which ones a partition reads: so
/// those that are not materialized are followed down to the step.
struct MappedUpstream {
  let client: DagsterClient
  let asset: AssetDefinition
  let upstream: AssetDefinition
  /// All of both, in the server's order.
  let keys: [String]
  let upstreamKeys: [String]
  let mapping: AssetLinks.PartitionMapping?
  /// Whether one of the two reads itself: then Dagster's answer has what reads indirectly as well.
  let isChained: Bool

  enum Finding: Hashable {
    case complete
    /// The first that is missing, and the first partition of the step that reads one.
    case missing(String, of: String)
    case undecided(String)
  }

  /// - Parameter absent: those of `upstreamKeys` that are not there.
  func finding(for targeted: [String], absent: [String]) async throws(DagsterError) -> Finding {
    let readers = try await readers(of: absent)
    if let reader = targeted.first(where: { readers.contains($0) }) {
      guard !isChained else {
        return .undecided(
          "one that reads itself, so that it can't be told which of the missing partitions are read"
        )
      }
      return .missing(try await firstRead(of: absent, by: targeted.exact), of: reader)
    }
    return try await beyond(targeted).map(Finding.undecided) ?? .complete
  }

  private func readers(of partitions: [String]) async throws(DagsterError) -> Set<ExactString> {
    guard !partitions.isEmpty else { return [] }
    return try await client.partitions(of: asset.key, reading: partitions, of: upstream.key, keys: keys)
  }

  /// The first of these that is read by one of the step's, by halving.
  private func firstRead(of absent: [String], by targeted: Set<ExactString>) async throws(DagsterError)
    -> String
  {
    var candidates = absent[...]
    while candidates.count > 1 {
      let half = candidates.prefix((candidates.count + 1) / 2)
      let isThere = try await !readers(of: Array(half)).isDisjoint(with: targeted)
      candidates = isThere ? half : candidates.dropFirst(half.count)
    }
    return candidates[candidates.startIndex]
  }

  // MARK: - What the asset doesn't have

  /// What the step reads before the first or after the last partition there is; `nil` for nothing.
  private func beyond(_ targeted: [String]) async throws(DagsterError) -> String? {
    let hasOffset = mapping?.hasOffset == true
    guard hasOffset || !keys.isExactly(upstreamKeys) || !isPlain else { return nil }
    guard let first = upstreamKeys.first, let last = upstreamKeys.last else { return "no partitions in it" }
    let read = try await readers(of: upstreamKeys)
    if let key = targeted.first(where: { !read.contains($0) }) {
      return "for \"\(key)\" no partition that it has"
    }
    guard case .timeWindow(let format) = asset.partitioning?.kind,
      case .timeWindow(let upstreamFormat) = upstream.partitioning?.kind
    else { return nil }
    let edges = try await readers(of: [first]).union(try await readers(of: [last]))
    let atEdges = targeted.filter { edges.contains($0) }
    guard let one = atEdges.first else { return nil }
    let message = "for \"\(one)\" windows before its first or after its last partition"
    guard !hasOffset, let own = WindowTimes(keys, format: format),
      let theirs = WindowTimes(upstreamKeys, format: upstreamFormat)
    else { return message }
    return try await isCovered(atEdges, own, theirs) ? nil : message
  }

  /// Whether both have the same format, so that the same keys are the same windows.
  private var isPlain: Bool { asset.partitioning == upstream.partitioning }

  /// Whether the windows lie within what the other asset has, by their keys; that keys tell the truth about where
  /// windows begin is seen from Dagster's answer for the one that has begun by then.
  private func isCovered(_ targeted: [String], _ own: WindowTimes, _ theirs: WindowTimes)
    async throws(DagsterError) -> Bool
  {
    guard let start = theirs.begins.first, let end = theirs.end else { return false }
    for key in targeted {
      guard let place = keys.firstIndex(ofExactly: key), let ownEnd = own.end(ofWindow: place),
        own.begins[place] >= start, ownEnd <= end
      else { return false }
    }
    for key in [targeted[0], targeted[targeted.count - 1]] {
      guard let place = keys.firstIndex(ofExactly: key), let window = theirs.window(at: own.begins[place]),
        try await readers(of: [upstreamKeys[window]]).contains(key)
      else { return false }
    }
    return true
  }
}
