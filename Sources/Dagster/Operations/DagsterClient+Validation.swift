public import JSONTree

extension DagsterClient {
  /// What the server finds wrong with a run configuration, all at once; empty when nothing is.
  ///
  /// It does not find everything: a `null` for a field with a default passes here and fails the run.
  ///
  /// - Parameters:
  ///   - runConfig: an object. Anything else is refused here: the server takes a string for YAML.
  ///   - job: the job, or `JobSelector.assetJob(in:)` with a selection.
  ///   - assetSelection: the assets to be materialised; empty for all the job has.
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

extension JSONValue {
  /// What is wrong with the value as a whole run configuration.
  var problemAsRunConfig: ConfigProblem? {
    if case .object = self { return nil }
    let found = String(decoding: encoded().prefix(100), as: UTF8.self)
    return ConfigProblem(path: [], message: "expected an object, found \(found)", reason: "NOT_AN_OBJECT")
  }
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
