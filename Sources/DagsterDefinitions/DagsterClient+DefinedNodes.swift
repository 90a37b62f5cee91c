internal import CodeLocations
internal import Dagster
import DagsterModel
internal import ExactText
internal import JSONTree

/// An asset of a repository, and the group by which that repository's own definition can be asked for.
struct GroupedKey: Hashable, Sendable {
  let key: AssetKey
  @Exact private(set) var group: String

  init(key: AssetKey, group: String) {
    self.key = key
    self.group = group
  }
}

extension DagsterClient {
  /// The assets that a repository itself defines.
  ///
  /// - Parameter wanted: the keys of those that are asked for; nil for all.
  func definedNodes(
    of repository: RepositorySelector,
    only wanted: Set<ExactString>?
  ) async throws(DagsterError) -> [DefinedNode] {
    let document = """
      query RepositoryAssets($repository: RepositorySelector!) {
        repositoryOrError(repositorySelector: $repository) { __typename
          ... on Repository { assetNodes { assetKey { path } groupName } }
          ... on RepositoryNotFoundError { message } ... on PythonError { message className } } }
      """
    let operation = GraphQLOperation.query(
      "RepositoryAssets",
      of: repository.description,
      document,
      ["repository": repository.json]
    )
    let answer: RepositoryAssetsAnswer = try await send(operation)
    let keys = try member(of: answer.repositoryOrError, to: operation).assetNodes
      .filter { wanted?.contains($0.assetKey.key.description) != false }
    let job = JobSelector.assetJob(in: repository)
    let nodes: [DefinedNode] = try await ownNodes(
      "DefinedAssets",
      keys.map { GroupedKey(key: $0.assetKey.key, group: $0.groupName) },
      in: repository,
      DefinedNode.nodeFields,
      ["job": ("PipelineSelector!", job.pipelineSelector())]
    )
    for node in nodes { _ = try member(of: node.assetChecksOrError, to: operation) }
    return nodes.filter { !$0.isStub }
  }

  /// What a repository's own definitions of some assets say.
  ///
  /// By their groups: asked by key alone, the server answers with whichever location's it likes.
  func ownNodes<Node: Decodable & Sendable>(
    _ name: String,
    _ keys: [GroupedKey],
    in repository: RepositorySelector,
    _ fields: String,
    _ shared: [String: (type: String, value: JSONValue)] = [:],
    batch: Int = definitionsInOneAnswer
  ) async throws(DagsterError) -> [Node] {
    let sorted = keys.sorted { $0.group.precedesExactly($1.group) }
    return try await sideBySide(sorted.batches(of: batch)) { (keys) throws(DagsterError) in
      let groups = keys.chunked { $0.group.isExactly($1.group) }
      let parameters =
        groups.indices.map { "$group\($0): AssetGroupSelector!, $keys\($0): [AssetKeyInput!]" }
        + shared.map { "$\($0.key): \($0.value.type)" }
      var variables = shared.mapValues(\.value)
      for (index, group) in groups.enumerated() {
        variables["group\(index)"] = repository.group(group[0].group)
        variables["keys\(index)"] = .assetKeys(group.map(\.key))
      }
      let parts = groups.indices.map {
        "a\($0): assetNodes(group: $group\($0), assetKeys: $keys\($0)) { \(fields) }"
      }
      let operation = GraphQLOperation.query(
        name,
        of: repository.description,
        "query \(name)(\(parameters.joined(separator: ", "))) {\n\(parts.joined(separator: "\n")) }",
        variables
      )
      let answer: [String: [Node]] = try await self.send(operation)
      return groups.indices.flatMap { answer["a\($0)"] ?? [] }
    }.flatMap(\.self)
  }
}

extension RepositorySelector {
  /// An `AssetGroupSelector`.
  fileprivate func group(_ group: String) -> JSONValue {
    [
      "groupName": .string(group), "repositoryLocationName": .string(location),
      "repositoryName": .string(name),
    ]
  }
}

extension Array {
  /// These in pieces of neighbors that belong together.
  func chunked(_ belong: (Element, Element) -> Bool) -> [[Element]] {
    var chunks: [[Element]] = []
    for element in self {
      if let last = chunks.last?.last, belong(last, element) {
        chunks[chunks.count - 1].append(element)
      } else {
        chunks.append([element])
      }
    }
    return chunks
  }
}

private struct RepositoryAssetsAnswer: Decodable {
  struct Node: Decodable {
    let assetKey: AssetKeyAnswer
    let groupName: String
  }
  struct Repository: UnionMember {
    static let typeName = "Repository"
    let assetNodes: [Node]
  }

  let repositoryOrError: Union<Repository>
}
