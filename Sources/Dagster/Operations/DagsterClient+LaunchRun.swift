public import DagsterModel
internal import JSONTree

extension DagsterClient {
  /// Launches a run: one send, never repeated.
  ///
  /// - Throws: `invalidConfig`, `notFound`, `refused` (`InvalidSubsetError` for unknown assets),
  ///   `unauthorized`, … After an error, `mayHaveTakenEffect` says whether the run may exist; look it
  ///   up by a tag.
  public func launchRun(_ request: RunRequest) async throws(DagsterError) -> RunID {
    if let problem = request.runConfig?.problemAsRunConfig {
      throw refusal(.invalidConfig([problem]), operation: "LaunchRun")
    }
    let operation = GraphQLOperation.mutation(
      "LaunchRun",
      of: request.job.description,
      isLaunch: true,
      launchRunDocument,
      ["params": request.json]
    )
    let answer: LaunchRunAnswer = try await send(operation)
    return RunID(try member(of: answer.launchRun, to: operation).run.runId)
  }
}

private let launchRunDocument = """
  mutation LaunchRun($params: ExecutionParams!) { launchRun(executionParams: $params) { __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on RunConfigValidationInvalid { errors { __typename \(ConfigProblemAnswer.selection) } }
    ... on PipelineNotFoundError { message } ... on InvalidSubsetError { message }
    ... on InvalidStepError { invalidStepKey } ... on InvalidOutputError { stepKey }
    ... on RunConflict { message } ... on ConflictingExecutionParamsError { message }
    ... on PresetNotFoundError { message } ... on NoModeProvidedError { message }
    ... on UnauthorizedError { message } ... on PythonError { message className } } }
  """

extension RunRequest {
  /// `ExecutionParams`. What is not given is left out.
  fileprivate var json: JSONValue {
    var selector: [String: JSONValue] = [
      "jobName": .string(job.name),
      "repositoryLocationName": .string(job.location),
      "repositoryName": .string(job.repository),
    ]
    if !assetSelection.isEmpty { selector["assetSelection"] = .assetKeys(assetSelection) }
    if !checks.isEmpty {
      selector["assetCheckSelection"] = .array(
        checks.map { ["assetKey": .assetKey($0.asset), "name": .string($0.name)] }
      )
    }
    var members: [String: JSONValue] = ["selector": .object(selector)]
    if let runConfig { members["runConfigData"] = runConfig }
    if !tags.isEmpty { members["executionMetadata"] = ["tags": .tags(tags)] }
    return .object(members)
  }
}

private struct LaunchRunAnswer: Decodable {
  struct Run: Decodable { let runId: String }
  struct Success: UnionMember {
    static let typeName = "LaunchRunSuccess"
    let run: Run
  }

  let launchRun: Union<Success>
}
