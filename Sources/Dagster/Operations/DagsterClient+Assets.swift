public import DagsterModel
internal import JSONTree

extension DagsterClient {
  /// The definitions of assets. A key the server does not know is absent from the result.
  ///
  /// Asked for in batches of 500 keys. Never asks for a partition definition's `description`, which
  /// spells out every key (1.1 MB for 100,000 static ones).
  public func assets(_ keys: [AssetKey]) async throws(DagsterError) -> [AssetKey: AssetDefinition] {
    guard let memory else { return try await definitions(of: keys) }
    let unknown = memory.read { contents in keys.filter { contents.definitions[$0] == nil } }
    if !unknown.isEmpty {
      let found = try await definitions(of: unknown)
      memory.write { contents in for key in unknown { contents.definitions[key] = .some(found[key]) } }
    }
    return memory.read { contents in
      var result: [AssetKey: AssetDefinition] = [:]
      for key in keys { result[key] = contents.definitions[key] ?? nil }
      return result
    }
  }

  private func definitions(of keys: [AssetKey]) async throws(DagsterError) -> [AssetKey: AssetDefinition] {
    var result: [AssetKey: AssetDefinition] = [:]
    for batch in keys.batches(of: definitionsInOneAnswer) {
      let found: AssetsAnswer
      do throws(DagsterError) {
        found = try await answer(about: batch)
      } catch {
        guard case .rejected = error.reason, !error.isTransient else { throw error }
        found = try await answerWithUnknown(about: batch)
      }
      for definition in found.definitions { result[definition.key] = definition }
    }
    return result
  }

  private func answer(about keys: [AssetKey]) async throws(DagsterError) -> AssetsAnswer {
    let document = "query Assets($keys: [AssetKeyInput!]!) { \(assetsField) \(collisionsField) }"
    return try await send(.query("Assets", of: keys.listed, document, ["keys": .assetKeys(keys)]))
  }

  /// The same where the server may not know some of the assets: of such a one it can't say who defines it, and fails.
  private func answerWithUnknown(about keys: [AssetKey]) async throws(DagsterError) -> AssetsAnswer {
    let document = "query KnownAssets($keys: [AssetKeyInput!]!) { \(assetsField) }"
    var answer: AssetsAnswer = try await send(
      .query("KnownAssets", of: keys.listed, document, ["keys": .assetKeys(keys)])
    )
    let known = answer.assetNodes.map(\.assetKey.key)
    if !known.isEmpty {
      let document = "query AssetCollisions($keys: [AssetKeyInput!]!) { \(collisionsField) }"
      let collisions: CollisionsAnswer = try await send(
        .query("AssetCollisions", of: known.listed, document, ["keys": .assetKeys(known)])
      )
      answer.assetNodeDefinitionCollisions = collisions.assetNodeDefinitionCollisions
    }
    return answer
  }

  /// The keys of all assets, sorted: for telling what a misspelt key may have meant.
  public func allAssetKeys() async throws(DagsterError) -> [AssetKey] {
    struct Answer: Decodable {
      struct Node: Decodable { let assetKey: AssetKeyAnswer }
      let assetNodes: [Node]
    }
    let document = "query AssetKeys { assetNodes { assetKey { path } } }"
    let answer: Answer = try await send(.query("AssetKeys", document))
    return answer.assetNodes.map(\.assetKey.key).sorted()
  }
}

extension DagsterClient {
  /// The assets of a repository that share an op with one of these, which is how Dagster makes several at once.
  public func assetsMade(with keys: [AssetKey], in repository: RepositorySelector) async throws(DagsterError)
    -> [AssetKey]
  {
    let answer: AssetOpsAnswer = try await send(.query("AssetOps", assetOpsDocument))
    let nodes = answer.assetNodes.filter { $0.repository.selector == repository }
    let ops = Set(nodes.filter { keys.contains($0.assetKey.key) }.flatMap(\.opNames))
    return nodes.filter { !ops.isDisjoint(with: $0.opNames) }.map(\.assetKey.key).sorted()
  }
}

private let assetOpsDocument = """
  query AssetOps { assetNodes { assetKey { path } opNames repository { name location { name } } } }
  """

private struct AssetOpsAnswer: Decodable {
  struct Node: Decodable {
    let assetKey: AssetKeyAnswer
    let opNames: [String]
    let repository: RepositoryAnswer
  }

  let assetNodes: [Node]
}

private let collisionsField = """
  assetNodeDefinitionCollisions(assetKeys: $keys) { assetKey { path } repositories { name location { name } } }
  """

private struct Collision: Decodable {
  let assetKey: AssetKeyAnswer
  let repositories: [RepositoryAnswer]
}

private struct CollisionsAnswer: Decodable {
  let assetNodeDefinitionCollisions: [Collision]
}

private let assetsField = """
  assetNodes(assetKeys: $keys) {
    assetKey { path } isMaterializable hasMaterializePermission jobNames opNames dependencyKeys { path }
    backfillPolicy { maxPartitionsPerRun policyType } repository { name location { name } }
    partitionDefinition { name type fmt
      dimensionTypes { name type isPrimaryDimension dynamicPartitionsDefinitionName } } }
  """

/// An `AssetKey` as it comes.
package struct AssetKeyAnswer: Decodable, Sendable {
  let path: [String]

  package var key: AssetKey { AssetKey(path: path) }
}

/// A `Repository` as it comes.
package struct RepositoryAnswer: Decodable, Sendable {
  package struct Location: Decodable, Sendable { package let name: String }

  let name: String
  let location: Location

  var selector: RepositorySelector { RepositorySelector(location: location.name, name: name) }
}

private struct AssetsAnswer: Decodable {
  struct Policy: Decodable {
    let maxPartitionsPerRun: Int?
    let policyType: String?
  }
  struct Node: Decodable {
    let assetKey: AssetKeyAnswer
    let isMaterializable: Bool
    let hasMaterializePermission: Bool
    let dependencyKeys: [AssetKeyAnswer]
    let jobNames: [String]
    let opNames: [String]
    let backfillPolicy: Policy?
    let repository: RepositoryAnswer
    let partitionDefinition: PartitionDefinitionAnswer?
  }

  let assetNodes: [Node]
  var assetNodeDefinitionCollisions: [Collision]?

  var definitions: [AssetDefinition] {
    let definers = Dictionary(
      (assetNodeDefinitionCollisions ?? []).map { ($0.assetKey.key, $0.repositories.map(\.selector)) },
      uniquingKeysWith: { $1 }
    )
    return assetNodes.map { $0.definition(definers: definers[$0.assetKey.key] ?? []) }
  }
}

extension [AssetKey] {
  fileprivate var listed: String { map(\.description).joined(separator: ", ") }
}

extension AssetsAnswer.Node {
  fileprivate func definition(definers: [RepositorySelector]) -> AssetDefinition {
    AssetDefinition(
      key: assetKey.key,
      isMaterializable: isMaterializable,
      partitioning: partitionDefinition?.definition,
      backfillPolicy: backfillPolicy.map {
        BackfillPolicy(maxPartitionsPerRun: $0.maxPartitionsPerRun, type: $0.policyType)
      },
      jobNames: jobNames,
      opNames: opNames,
      repository: repository.selector,
      definers: definers,
      hasMaterializePermission: hasMaterializePermission,
      parents: dependencyKeys.map(\.key)
    )
  }
}
