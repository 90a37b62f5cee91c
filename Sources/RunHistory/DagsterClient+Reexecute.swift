package import Dagster
package import DagsterModel
import JSONTree

/// A run that is run again, in its own chain and with its own configuration.
package struct RunReexecution: Hashable, Sendable {
  /// From where on.
  package enum Start: String, Hashable, Sendable {
    /// What failed, and what has not run.
    case failure = "FROM_FAILURE"
    /// Everything.
    case beginning = "ALL_STEPS"
  }

  /// The run.
  package var run: RunID
  package var start: Start
  /// Besides those that the run has, which Dagster copies but for its own: one of the same key takes its place.
  package var tags: [Tag]

  package init(_ run: RunID, from start: Start, tags: [Tag]) {
    (self.run, self.start, self.tags) = (run, start, tags)
  }
}

extension DagsterClient {
  /// Runs a run again: one send, never repeated.
  ///
  /// The server says of a run that has succeeded or that it doesn't know only that something failed: look first.
  ///
  /// - Throws: after an error, `mayHaveTakenEffect` says whether the new run may exist; look it up by a tag.
  package func reexecute(_ request: RunReexecution) async throws(DagsterError) -> RunID {
    let params: JSONValue = [
      "parentRunId": .string(request.run.rawValue), "strategy": .string(request.start.rawValue),
      "extraTags": .tags(request.tags), "useParentRunTags": true,
    ]
    let operation = GraphQLOperation.mutation(
      "Reexecute",
      of: request.run.rawValue,
      isLaunch: true,
      reexecuteDocument,
      ["params": params]
    )
    let answer: ReexecuteAnswer = try await send(operation)
    return RunID(try member(of: answer.launchRunReexecution, to: operation).run.runId)
  }
}

extension DagsterVersion {
  /// The first server that takes tags for a run that is run again.
  package static let reexecutionTags = DagsterVersion("1.10.8")
}

private let reexecuteDocument = """
  mutation Reexecute($params: ReexecutionParams!) { launchRunReexecution(reexecutionParams: $params) { __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on RunConfigValidationInvalid { errors { __typename message reason } }
    ... on PipelineNotFoundError { message } ... on InvalidSubsetError { message }
    ... on InvalidStepError { invalidStepKey } ... on InvalidOutputError { stepKey }
    ... on RunConflict { message } ... on ConflictingExecutionParamsError { message }
    ... on PresetNotFoundError { message } ... on NoModeProvidedError { message }
    ... on UnauthorizedError { message } ... on PythonError { message className } } }
  """

private struct ReexecuteAnswer: Decodable {
  struct Run: Decodable { let runId: String }
  struct Success: UnionMember {
    static let typeName = "LaunchRunSuccess"
    let run: Run
  }

  let launchRunReexecution: Union<Success>
}
