public import DagsterModel

extension DagsterClient {
  /// What assets read, and what reads them. A key the server does not know is absent from the result.
  public func links(of keys: [AssetKey]) async throws(DagsterError) -> [AssetKey: AssetLinks] {
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

  /// The sensors of a repository that look at assets' materializations.
  public func assetSensors(in repository: RepositorySelector) async throws(DagsterError) -> [AssetSensor] {
    let document = """
      query AssetSensors($repository: RepositorySelector!) { sensorsOrError(repositorySelector: $repository) {
        __typename ... on Sensors { results { name metadata { assetKeys { path } } sensorState { status } } }
        ... on RepositoryNotFoundError { message } ... on PythonError { message className } } }
      """
    let operation = GraphQLOperation.query(
      "AssetSensors",
      of: repository.description,
      document,
      ["repository": repository.json]
    )
    let answer: SensorsAnswer = try await send(operation)
    return try member(of: answer.sensorsOrError, to: operation).results.compactMap(\.sensor)
  }
}

/// A sensor that looks at assets' materializations.
public struct AssetSensor: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// The assets that it looks at.
  public let assets: [AssetKey]
  /// Whether it is switched on.
  public let isRunning: Bool

  /// A sensor.
  public init(name: String, assets: [AssetKey], isRunning: Bool) {
    self.name = name
    self.assets = assets
    self.isRunning = isRunning
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

private struct SensorsAnswer: Decodable {
  struct Metadata: Decodable { let assetKeys: [AssetKeyAnswer]? }
  struct State: Decodable { let status: String }
  struct Entry: Decodable {
    let name: String
    let metadata: Metadata?
    let sensorState: State

    var sensor: AssetSensor? {
      guard let keys = metadata?.assetKeys, !keys.isEmpty else { return nil }
      return AssetSensor(name: name, assets: keys.map(\.key), isRunning: sensorState.status == "RUNNING")
    }
  }
  struct List: UnionMember {
    static let typeName = "Sensors"
    let results: [Entry]
  }

  let sensorsOrError: Union<List>
}
