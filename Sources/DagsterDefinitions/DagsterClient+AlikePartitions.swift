internal import CodeLocations
internal import Dagster
import DagsterModel
internal import ExactText
internal import JSONTree

/// Assets of a repository that share one partitions definition.
struct AlikeAssets: Sendable {
  let members: [DefinedNode]
  /// What the server says of its windows of time; nil for another kind.
  let description: String?

  /// The one that is asked for all.
  var representative: DefinedNode { members[0] }
}

extension DagsterClient {
  /// The partitioned ones of a repository's assets, by their partitions definitions, so that each definition's keys
  /// are read once.
  ///
  /// What the server tells of a definition (kind, format, description) is not all of it: not the end, not what is
  /// excluded. Whether several assets have one it tells when it is asked for a partition of all of them together,
  /// which it refuses where they don't.
  func alikePartitions(
    of nodes: [DefinedNode],
    in repository: RepositorySelector
  ) async throws(DagsterError) -> [AlikeAssets] {
    let descriptions = try await windowDescriptions(of: nodes, in: repository)
    let candidates = Dictionary(grouping: nodes.filter { $0.partitionDefinition != nil }) { node in
      Likeness(node, description: descriptions[node.assetKey.key])
    }.map { (description: $0.description, members: $1) }
    return try await sideBySide(candidates) { (candidate) throws(DagsterError) in
      try await self.parts(of: candidate.members, in: repository).map {
        AlikeAssets(members: $0, description: candidate.description?.wrappedValue)
      }
    }.flatMap(\.self)
  }

  /// Some assets of one likeness, by what they really share.
  private func parts(
    of members: [DefinedNode],
    in repository: RepositorySelector
  ) async throws(DagsterError) -> [[DefinedNode]] {
    guard members.count > 1 else { return [members] }
    guard let job = members[0].implicitJob else { return members.map { [$0] } }
    if try await share([members], job: job, in: repository) == [true] { return [members] }
    var (rest, parts) = (members, [[DefinedNode]]())
    // Where there are many definitions that look alike, asking each asset for its keys is cheaper than comparing on.
    for _ in 0..<comparisons where rest.count > 1 {
      let others = Array(rest.dropFirst())
      let answers = try await share(others.map { [rest[0], $0] }, job: job, in: repository)
      let same = zip(others, answers).filter(\.1).map(\.0)
      parts.append([rest[0]] + same)
      rest = zip(others, answers).filter { !$0.1 }.map(\.0)
    }
    return parts + rest.map { [$0] }
  }

  /// Whether the assets of each of some lists share one partitions definition; false where the server can't tell.
  private func share(
    _ lists: [[DefinedNode]],
    job: String,
    in repository: RepositorySelector
  ) async throws(DagsterError) -> [Bool] {
    let selector = JobSelector(location: repository.location, repository: repository.name, name: job)
    var found: [Bool] = []
    for batch in lists.batches(of: comparisonsInOneAnswer) {
      let operation = GraphQLOperation.combined(
        "SharedPartitions",
        of: repository.description,
        ["job": "PipelineSelector!", "keys": "[AssetKeyInput!]"],
        batch.map { ["job": selector.pipelineSelector(), "keys": .assetKeys($0.map(\.assetKey.key))] }
      ) { index in
        """
        s\(index): pipelineOrError(params: $job\(index)) { __typename ... on PipelineNotFoundError { message }
          ... on Pipeline { partition(partitionName: "a|b", selectedAssetKeys: $keys\(index)) {
            tagsOrError { __typename } } } }
        """
      }
      do throws(DagsterError) {
        let answer: [String: SharedAnswer] = try await send(operation)
        found += batch.indices.map { answer["s\($0)"]?.isShared ?? false }
      } catch {
        switch error.reason {
        case .rejected, .graphQL: found += batch.map { _ in false }
        default: throw error
        }
      }
    }
    return found
  }

  /// What the server says of windows of time: their cadence, start, zone and offset.
  private func windowDescriptions(
    of nodes: [DefinedNode],
    in repository: RepositorySelector
  ) async throws(DagsterError) -> [AssetKey: String] {
    let windows = nodes.filter { $0.partitionDefinition?.type == "TIME_WINDOW" }
    let found: [DescribedNode] = try await ownNodes(
      "WindowDescriptions",
      windows.map(\.grouped),
      in: repository,
      windowFields
    )
    return Dictionary(
      found.map { ($0.assetKey.key, $0.partitionDefinition?.description ?? "") },
      uniquingKeysWith: { first, _ in first }
    )
  }
}

private let windowFields = "assetKey { path } partitionDefinition { description }"

/// How often a definition is compared with all that are left.
private let comparisons = 8
/// A refused one takes a server a millisecond.
private let comparisonsInOneAnswer = 200

extension DefinedNode {
  var grouped: GroupedKey { GroupedKey(key: assetKey.key, group: groupName) }
}

/// What is seen of a partitions definition at a glance: two that differ in it are two.
private struct Likeness: Hashable {
  let job: ExactString?
  let type: ExactString
  let format: ExactString?
  let name: ExactString?
  let description: ExactString?
  let dimensions: [[ExactString?]]

  init(_ node: DefinedNode, description: String?) {
    let definition = node.partitionDefinition
    job = node.implicitJob.map { ExactString($0) }
    type = ExactString(definition?.type ?? "")
    format = definition?.fmt.map { ExactString($0) }
    name = definition?.name.map { ExactString($0) }
    self.description = description.map { ExactString($0) }
    dimensions =
      definition?.dimensionTypes.map {
        [
          ExactString($0.name), ExactString($0.type),
          $0.dynamicPartitionsDefinitionName.map { ExactString($0) },
        ]
      } ?? []
  }
}

private struct DescribedNode: Decodable, Sendable {
  struct Definition: Decodable, Sendable { let description: String }

  let assetKey: AssetKeyAnswer
  let partitionDefinition: Definition?
}

private struct SharedAnswer: Decodable {
  struct TypeName: Decodable {
    let name: String

    enum CodingKeys: String, CodingKey { case name = "__typename" }
  }
  struct Partition: Decodable { let tagsOrError: TypeName }

  let partition: Partition?

  var isShared: Bool { partition?.tagsOrError.name == "PartitionTags" }
}
