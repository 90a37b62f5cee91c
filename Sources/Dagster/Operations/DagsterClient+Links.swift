public import DagsterModel

extension DagsterClient {
  /// What assets read, and what reads them. A key the server does not know is absent from the result.
  public func links(of keys: [AssetKey]) async throws(DagsterError) -> [AssetKey: AssetLinks] {
    guard let memory else { return try await askedLinks(of: keys) }
    let unknown = memory.read { contents in keys.filter { contents.links[$0] == nil } }
    let found = try await askedLinks(of: unknown)
    memory.write { contents in for key in unknown { contents.links[key] = .some(found[key]) } }
    return memory.read { contents in
      var result: [AssetKey: AssetLinks] = [:]
      for key in keys { result[key] = contents.links[key] ?? nil }
      return result
    }
  }

  private func askedLinks(of keys: [AssetKey]) async throws(DagsterError) -> [AssetKey: AssetLinks] {
    var result: [AssetKey: AssetLinks] = [:]
    for batch in keys.batches(of: definitionsInOneAnswer) {
      let subject = batch.map(\.description).joined(separator: ", ")
      let operation = GraphQLOperation.query("Links", of: subject, linksDocument, ["keys": .assetKeys(batch)])
      let answer: LinksAnswer = try await send(operation)
      for node in answer.assetNodes { result[node.assetKey.key] = node.links }
    }
    return result
  }

  /// The assets that a job can materialize; none for a job of ops.
  public func assets(ofJob job: JobSelector) async throws(DagsterError) -> [AssetKey] {
    struct Answer: Decodable {
      struct Node: Decodable { let assetKey: AssetKeyAnswer }
      let assetNodes: [Node]
    }
    let document =
      "query JobAssets($job: PipelineSelector!) { assetNodes(pipeline: $job) { assetKey { path } } }"
    let operation = GraphQLOperation.query(
      "JobAssets",
      of: job.description,
      document,
      ["job": job.pipelineSelector()]
    )
    let answer: Answer = try await send(operation)
    return answer.assetNodes.map(\.assetKey.key).sorted()
  }
}

private let linksDocument = """
  query Links($keys: [AssetKeyInput!]) { assetNodes(assetKeys: $keys) { assetKey { path }
    partitionDefinition { name type fmt
      dimensionTypes { name type isPrimaryDimension dynamicPartitionsDefinitionName } }
    dependencies { asset { assetKey { path } } partitionMapping { className description } }
    dependedByKeys { path } automationCondition { label expandedLabel }
    targetingInstigators { __typename ... on Sensor { name sensorState { status } }
      ... on Schedule { name scheduleState { status } } } } }
  """

private struct LinksAnswer: Decodable {
  struct Dependency: Decodable {
    struct Asset: Decodable { let assetKey: AssetKeyAnswer }
    struct Mapping: Decodable {
      let className: String
      let description: String
    }
    let asset: Asset
    let partitionMapping: Mapping?
  }
  struct Automation: Decodable {
    let label: String?
    let expandedLabel: [String]
  }
  struct State: Decodable { let status: String }
  struct Instigator: Decodable {
    let name: String?
    let sensorState: State?
    let scheduleState: State?
  }
  struct Node: Decodable {
    let assetKey: AssetKeyAnswer
    let partitionDefinition: PartitionDefinitionAnswer?
    let dependencies: [Dependency]
    let dependedByKeys: [AssetKeyAnswer]
    let automationCondition: Automation?
    let targetingInstigators: [Instigator]
  }

  let assetNodes: [Node]
}

extension LinksAnswer.Node {
  fileprivate var links: AssetLinks {
    AssetLinks(
      key: assetKey.key,
      partitioning: partitionDefinition?.definition,
      dependencies: dependencies.map { dependency in
        AssetLinks.Dependency(
          asset: dependency.asset.assetKey.key,
          mapping: dependency.partitionMapping.map {
            AssetLinks.PartitionMapping(className: $0.className, description: $0.description)
          }
        )
      },
      dependents: dependedByKeys.map(\.key),
      automation: automationCondition.map { $0.label ?? $0.expandedLabel.joined(separator: " ") },
      instigators: targetingInstigators.compactMap { instigator in
        instigator.name.map { name in
          let state = instigator.sensorState ?? instigator.scheduleState
          return AssetLinks.Instigator(name: name, isRunning: state?.status == "RUNNING")
        }
      }
    )
  }
}
