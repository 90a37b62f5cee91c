package import Dagster
package import DagsterModel
import ExactText
import JSONTree

/// What a backfill was launched for.
package struct BackfillTargets: Hashable, Sendable {
  /// The Dagster job of a backfill that is one of no assets.
  package var job: String?
  /// The partitions of each asset, in no order; none of one whose partitions are defined otherwise since.
  package var keys: [AssetKey: Keys]

  /// Partitions as Dagster tells them.
  package enum Keys: Hashable, Sendable {
    case keys([String])
    /// Of windows of time: each from its first through its last.
    case ranges([PartitionKeyRange])
  }
}

extension DagsterClient {
  /// What a backfill was launched for; `nil` where the server doesn't know it.
  ///
  /// - Parameter assets: those of its assets that have partitions.
  package func targets(ofBackfill id: BackfillID, _ assets: [AssetKey]) async throws(DagsterError)
    -> BackfillTargets?
  {
    var variables: [String: JSONValue] = ["id": .string(id.rawValue)]
    for (index, asset) in assets.enumerated() { variables["key\(index)"] = .assetKey(asset) }
    let parameters = assets.indices.map { ", $key\($0): AssetKeyInput!" }.joined()
    let fields = assets.indices.map { index in
      """
        a\(index): partitionsTargetedForAssetKey(assetKey: $key\(index)) { ranges { start end } partitionKeys }
      """
    }
    let document = """
      query BackfillTargets($id: String!\(parameters)) { partitionBackfillOrError(backfillId: $id) { __typename
        ... on PartitionBackfill { isAssetBackfill jobName partitionSetName \(fields.joined()) }
        ... on BackfillNotFoundError { message } ... on PythonError { message className } } }
      """
    let operation = GraphQLOperation.query("BackfillTargets", of: id.rawValue, document, variables)
    let answer: TargetsAnswer = try await send(operation)
    guard let found = try known(answer.partitionBackfillOrError, to: operation)?.value else { return nil }
    var targets = BackfillTargets(keys: [:])
    if found["isAssetBackfill"] == .bool(false) {
      targets.job = found["jobName"]?.text ?? found["partitionSetName"]?.text ?? ""
    }
    for (index, asset) in assets.enumerated() {
      targets.keys[asset] = found["a\(index)"].flatMap(BackfillTargets.Keys.init)
    }
    return targets
  }
}

extension BackfillTargets.Keys {
  /// Their places among an asset's, ascending, and those that it doesn't have.
  package func places(among keys: [String]) -> (places: [Int], unknown: [String]) {
    let known = Dictionary(zip(keys.map(ExactString.init), keys.indices)) { first, _ in first }
    switch self {
    case .keys(let wanted):
      return (
        wanted.compactMap { known[ExactString($0)] }.sorted(),
        wanted.filter { known[ExactString($0)] == nil }
      )
    case .ranges(let ranges):
      var (places, unknown): (Set<Int>, [String]) = ([], [])
      for range in ranges {
        let (first, last) = (known[ExactString(range.first)], known[ExactString(range.last)])
        if let first, let last, first <= last { places.formUnion(first...last) }
        unknown += [first == nil ? range.first : nil, last == nil ? range.last : nil].compactMap(\.self)
      }
      return (places.sorted(), unknown)
    }
  }

  fileprivate init?(_ answer: JSONValue) {
    if let keys = answer["partitionKeys"]?.elements, !keys.isEmpty {
      self = .keys(keys.compactMap(\.text))
    } else if let ranges = answer["ranges"]?.elements, !ranges.isEmpty {
      self = .ranges(
        ranges.compactMap { range in
          guard let first = range["start"]?.text, let last = range["end"]?.text else { return nil }
          return PartitionKeyRange(first: first, last: last)
        }
      )
    } else {
      return nil
    }
  }
}

private struct TargetsAnswer: Decodable {
  struct Found: UnionMember {
    static let typeName = "PartitionBackfill"
    let value: JSONValue

    init(from decoder: any Decoder) throws { value = try JSONValue(from: decoder) }
  }

  let partitionBackfillOrError: Union<Found>
}
