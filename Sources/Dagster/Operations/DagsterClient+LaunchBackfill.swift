public import DagsterModel

extension DagsterClient {
  /// Launches a backfill: one send, never repeated.
  ///
  /// What makes no sense to send is refused here: no assets or keys, a title the server would not
  /// take, run configuration that is not an object or goes to a job. Keys are not compared with the
  /// definition.
  ///
  /// - Throws: `unknownPartitions`, `unauthorized`, … After an error, `mayHaveTakenEffect` says
  ///   whether the backfill may exist; look it up by a tag.
  public func launchBackfill(_ request: BackfillRequest) async throws(DagsterError) -> BackfillID {
    if let problem = request.problem {
      throw refusal(.invalidRequest(problem), operation: "LaunchBackfill")
    }
    if request.runConfig != nil {
      let version = try await serverVersion()
      guard version >= .backfillRunConfig else {
        let reason = DagsterError.Reason.unsupportedVersion(
          found: version,
          needed: .backfillRunConfig,
          feature: "run configuration in a backfill"
        )
        throw refusal(reason, operation: "LaunchBackfill")
      }
    }
    let operation = GraphQLOperation.mutation(
      "LaunchBackfill",
      of: request.target.subject,
      isLaunch: true,
      launchBackfillDocument,
      ["params": request.json]
    )
    let answer: LaunchBackfillAnswer = try await send(operation)
    return BackfillID(try member(of: answer.launchPartitionBackfill, to: operation).backfillId)
  }
}

private let launchBackfillDocument = """
  mutation LaunchBackfill($params: LaunchBackfillParams!) {
    launchPartitionBackfill(backfillParams: $params) { __typename
      ... on LaunchBackfillSuccess { backfillId }
      ... on PartitionKeysNotFoundError { message partitionKeys } ... on PartitionSetNotFoundError { message }
      ... on RunConfigValidationInvalid { errors { __typename \(ConfigProblemAnswer.selection) } }
      ... on PipelineNotFoundError { message } ... on InvalidSubsetError { message }
      ... on InvalidStepError { invalidStepKey } ... on InvalidOutputError { stepKey }
      ... on RunConflict { message } ... on ConflictingExecutionParamsError { message }
      ... on PresetNotFoundError { message } ... on NoModeProvidedError { message }
      ... on UnauthorizedError { message } ... on PythonError { message className } } }
  """

private struct LaunchBackfillAnswer: Decodable {
  struct Success: UnionMember {
    static let typeName = "LaunchBackfillSuccess"
    let backfillId: String
  }

  let launchPartitionBackfill: Union<Success>
}
