public import DagsterModel
internal import ExactText
public import JSONTree

extension DagsterClient {
  /// What the server finds wrong with a run configuration, all at once; empty when nothing is.
  ///
  /// It does not find everything: a `null` for a field with a default passes here and fails the run.
  ///
  /// - Parameters:
  ///   - runConfig: an object. Anything else is refused here: the server takes a string for YAML.
  ///   - job: the job, or `JobSelector.assetJob(in:)` with a selection.
  ///   - assetSelection: the assets to be materialized; empty for all the job has.
  /// - Throws: `notFound` for an unknown job, `refused` (`InvalidSubsetError`) for unknown assets.
  public func validate(
    runConfig: JSONValue,
    for job: JobSelector,
    assetSelection: [AssetKey] = []
  ) async throws(DagsterError) -> [ConfigProblem] {
    if let problem = runConfig.problemAsRunConfig { return [problem] }
    let variables: [String: JSONValue] = [
      "job": job.pipelineSelector(assets: assetSelection), "config": runConfig,
    ]
    let operation = GraphQLOperation.query("Validate", of: job.description, validateDocument, variables)
    let answer: ValidationAnswer = try await send(operation)
    do throws(DagsterError) {
      _ = try member(of: answer.isPipelineConfigValid, to: operation)
      return []
    } catch {
      guard case .invalidConfig(let problems) = error.reason, !problems.isEmpty else { throw error }
      return problems
    }
  }
}

/// What a run of some assets can be configured by, at the two places where the server takes any name.
public struct ConfigurableNames: Hashable, Sendable {
  /// Under `ops`: the ops, and the graphs that the assets are made of.
  public let ops: [String]
  /// Under `resources`.
  public let resources: [String]
}

extension DagsterClient {
  /// The names by which a run of these assets can be configured.
  ///
  /// The implicit asset job takes any other name as well, and drops what is under it (`permissive` in
  /// `dagster/_core/definitions/run_config.py`).
  ///
  /// - Throws: `notFound` for an unknown job, `refused` (`InvalidSubsetError`) for unknown assets.
  public func configurableNames(
    of job: JobSelector,
    assetSelection: [AssetKey]
  ) async throws(DagsterError) -> ConfigurableNames {
    let variables = ["job": job.pipelineSelector(assets: assetSelection)]
    let operation = GraphQLOperation.query("RunConfigSchema", of: job.description, schemaDocument, variables)
    let answer: SchemaAnswer = try await send(operation)
    let schema = try member(of: answer.runConfigSchemaOrError, to: operation)
    return ConfigurableNames(ops: schema.names(under: "ops"), resources: schema.names(under: "resources"))
  }
}

private let schemaDocument = """
  query RunConfigSchema($job: PipelineSelector!) { runConfigSchemaOrError(selector: $job, mode: "default") {
    __typename ... on RunConfigSchema { rootConfigType { key }
      allConfigTypes { __typename key ... on CompositeConfigType { fields { name configTypeKey } } } }
    ... on PipelineNotFoundError { message } ... on InvalidSubsetError { message } ... on ModeNotFoundError { message }
    ... on PythonError { message className } } }
  """

private struct SchemaAnswer: Decodable {
  struct Schema: UnionMember {
    static let typeName = "RunConfigSchema"

    struct Root: Decodable { let key: String }
    struct Field: Decodable {
      let name: String
      let configTypeKey: String
    }
    struct ConfigType: Decodable {
      let key: String
      let fields: [Field]?
    }

    let rootConfigType: Root
    let allConfigTypes: [ConfigType]

    func names(under name: String) -> [String] {
      let place = fields(of: rootConfigType.key).first { $0.name.isExactly(name) }
      return place.map { fields(of: $0.configTypeKey).map(\.name) } ?? []
    }

    private func fields(of key: String) -> [Field] { allConfigTypes.first { $0.key == key }?.fields ?? [] }
  }

  let runConfigSchemaOrError: Union<Schema>
}

private let validateDocument = """
  query Validate($job: PipelineSelector!, $config: RunConfigData) {
    isPipelineConfigValid(pipeline: $job, mode: "default", runConfigData: $config) { __typename
      ... on RunConfigValidationInvalid { errors { __typename \(ConfigProblemAnswer.selection) } }
      ... on PipelineNotFoundError { message } ... on InvalidSubsetError { message }
      ... on PythonError { message className } } }
  """

private struct ValidationAnswer: Decodable {
  struct Valid: UnionMember {
    static let typeName = "PipelineConfigValidationValid"
  }

  let isPipelineConfigValid: Union<Valid>
}
