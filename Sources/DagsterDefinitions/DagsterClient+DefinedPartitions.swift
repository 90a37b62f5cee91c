internal import CivilCalendar
internal import CodeLocations
internal import Dagster
import DagsterModel
internal import ExactText

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension DagsterClient {
  /// How each of a repository's assets is partitioned; without those that are not.
  func partitions(
    of nodes: [DefinedNode],
    in repository: RepositorySelector,
    now: Double
  ) async throws(DagsterError) -> [AssetKey: DefinedPartitions] {
    let alike = try await alikePartitions(of: nodes, in: repository)
    let keys = try await keys(of: alike.filter(\.representative.needsKeys), in: repository)
    var found: [AssetKey: DefinedPartitions] = [:]
    for assets in alike {
      let partitions = assets.partitions(keys[assets.representative.assetKey.key], now: now)
      for node in assets.members { found[node.assetKey.key] = partitions }
    }
    return found
  }

  /// The keys of a representative of each definition, by dimension.
  private func keys(
    of alike: [AlikeAssets],
    in repository: RepositorySelector
  ) async throws(DagsterError) -> [AssetKey: KeyedNode] {
    let newest = try await serverVersion() >= .partitionKeyConnection ? newestField : ""
    let kinds = [
      ("STATIC", keyFields),
      ("TIME_WINDOW", "\(keyFields) \(newest)"),
      ("MULTIPARTITIONED", "\(keyFields) \(newest) \(dimensionFields)"),
    ]
    let found = try await sideBySide(kinds) { (type, fields) throws(DagsterError) -> [KeyedNode] in
      try await self.ownNodes(
        "DefinedKeys",
        alike.map(\.representative).filter { $0.partitionDefinition?.type == type }.map(\.grouped),
        in: repository,
        fields,
        batch: keyListsInOneAnswer
      )
    }
    return Dictionary(found.joined().map { ($0.assetKey.key, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

private let keyFields = "assetKey { path } partitionKeysByDimension { name partitionKeys }"
/// What would be the newest key if there were no end: read backwards, Dagster forgets the end.
private let newestField = "newest: partitionKeyConnection(limit: 1, ascending: false) { results }"
private let dimensionFields = "partitionDefinition { dimensionTypes { name description } }"

/// A list may have a hundred thousand keys, which a server takes a second for.
private let keyListsInOneAnswer = 8

extension DefinedNode {
  fileprivate var needsKeys: Bool {
    ["STATIC", "TIME_WINDOW", "MULTIPARTITIONED"].contains(partitionDefinition?.type)
  }
}

/// The keys of an asset, by dimension.
private struct KeyedNode: Decodable, Sendable {
  struct Dimension: Decodable, Sendable {
    let name: String
    let partitionKeys: [String]
  }
  struct Page: Decodable, Sendable { let results: [String] }
  struct DescribedDimension: Decodable, Sendable {
    let name: String
    let description: String?
  }
  struct Definition: Decodable, Sendable { let dimensionTypes: [DescribedDimension] }

  let assetKey: AssetKeyAnswer
  let partitionKeysByDimension: [Dimension]
  let newest: Page?
  let partitionDefinition: Definition?

  func keys(ofDimension name: String) -> [String] {
    partitionKeysByDimension.first { $0.name.isExactly(name) }?.partitionKeys ?? []
  }
}

extension AlikeAssets {
  fileprivate func partitions(_ keyed: KeyedNode?, now: Double) -> DefinedPartitions {
    guard let definition = representative.partitionDefinition else { return .unknown(type: "") }
    switch definition.definition.kind {
    case .timeWindow(let format):
      let list = WindowList(
        keys: keyed?.partitionKeysByDimension.first?.partitionKeys ?? [],
        newest: keyed?.newest?.results.first,
        format: format,
        described: description
      )
      return .timeWindows(list.windows(at: now))
    case .static:
      return .static(DefinedKeys(listing: keyed?.partitionKeysByDimension.first?.partitionKeys ?? []))
    case .dynamic(let name): return .dynamic(name: name)
    case .unknown(let type): return .unknown(type: ExactString(type))
    case .multi(let dimensions):
      let sorted = dimensions.sorted { $0.name.precedesExactly($1.name) }
      let newest = keyed?.newest?.results.first?.split(separator: "|", omittingEmptySubsequences: false)
      return .multi(
        sorted.enumerated().map { index, dimension in
          let last = newest?.count == sorted.count ? newest.map { String($0[index]) } : nil
          return DefinedDimension(
            name: dimension.name,
            partitions: dimension.partitions(keyed, newest: last, now: now)
          )
        }
      )
    }
  }
}

extension PartitionDefinition.Dimension {
  fileprivate func partitions(_ keyed: KeyedNode?, newest: String?, now: Double) -> DefinedPartitions {
    let keys = keyed?.keys(ofDimension: name) ?? []
    switch kind {
    case .static: return .static(DefinedKeys(listing: keys))
    case .dynamic(let name): return .dynamic(name: name)
    case .unknown(let type): return .unknown(type: ExactString(type))
    case .timeWindow:
      let description = keyed?.partitionDefinition?.dimensionTypes.first { $0.name.isExactly(name) }?
        .description
      // Of a dimension the server doesn't tell the format.
      let list = WindowList(
        keys: keys,
        newest: newest,
        format: KeyFormat.spelling(keys)?.text ?? "",
        described: description
      )
      return .timeWindows(list.windows(at: now))
    }
  }
}

extension DefinedKeys {
  init(listing keys: [String]) {
    var hash = SHA256()
    for key in keys { hash.update(Array("\(key)\n".utf8)) }
    self.init(
      count: keys.count,
      hash: hash.finalized().hexadecimal,
      keys: keys.count > DefinedKeys.limit ? nil : keys
    )
  }
}
