public import Dagster
public import DagsterModel

extension DagsterClient {
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
