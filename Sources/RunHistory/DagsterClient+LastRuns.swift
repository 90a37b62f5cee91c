import Contract
package import Dagster
package import DagsterModel
package import JSONTree

/// How a Dagster job ran before, and what it takes for what isn't said.
package struct JobHistory: Hashable, Sendable {
  /// The newest run, however it ended; `nil` for a job that never ran.
  package var last: Run?
  /// The configuration that it was launched with; `nil` where it can't be read with certainty.
  package var lastConfig: JSONValue?
  package var past: PastRuns
  /// What the server fills in; `nil` where it can't be read with certainty.
  package var defaults: JSONValue?
}

extension DagsterClient {
  /// The last runs of a Dagster job, and the configuration that it has by default.
  package func history(of job: JobSelector) async throws(DagsterError) -> JobHistory {
    let filter: JSONValue = [
      "pipelineName": .string(job.name),
      "tags": .tags([.repository(job.repositorySelector)]),
    ]
    let operation = GraphQLOperation.query(
      "JobHistory",
      of: job.description,
      historyDocument,
      ["job": job.pipelineSelector(), "filter": filter, "limit": .int(runsOfAJob)]
    )
    let answer: HistoryAnswer = try await send(operation)
    // A rehearsal changes nothing, and tells neither how long the launch takes nor what it was launched with.
    let found = try member(of: answer.runsOrError, to: operation).results
      .filter { $0.run.tags[key: TagKey.rehearsalOf] == nil }
    let schema = try member(of: answer.runConfigSchemaOrError, to: operation)
    let runs = found.map(\.run)
    return JobHistory(
      last: runs.first,
      lastConfig: found.first.flatMap { JSONValue(serverYAML: $0.runConfigYaml) },
      past: PastRuns(runs.compactMap { $0.seconds.map { PastRuns.Sample(seconds: $0) } }),
      defaults: JSONValue(serverYAML: schema.rootDefaultYaml)
    )
  }
}

private let runsOfAJob = 20

private let historyDocument = """
  query JobHistory($job: PipelineSelector!, $filter: RunsFilter!, $limit: Int!) {
    runsOrError(filter: $filter, limit: $limit) { __typename
      ... on Runs { results { \(FoundRun.fields) runConfigYaml } }
      ... on InvalidPipelineRunsFilterError { message } ... on PythonError { message className } }
    runConfigSchemaOrError(selector: $job, mode: "default") { __typename ... on RunConfigSchema { rootDefaultYaml }
      ... on PipelineNotFoundError { message } ... on InvalidSubsetError { message } ... on ModeNotFoundError { message }
      ... on PythonError { message className } } }
  """

private struct HistoryAnswer: Decodable {
  struct Found: Decodable {
    let run: Run
    let runConfigYaml: String

    enum CodingKeys: CodingKey { case runConfigYaml }

    init(from decoder: any Decoder) throws {
      run = try FoundRun(from: decoder).run
      runConfigYaml = try decoder.container(keyedBy: CodingKeys.self).decode(
        String.self,
        forKey: .runConfigYaml
      )
    }
  }
  struct List: UnionMember {
    static let typeName = "Runs"
    let results: [Found]
  }
  struct Schema: UnionMember {
    static let typeName = "RunConfigSchema"
    let rootDefaultYaml: String
  }

  let runsOrError: Union<List>
  let runConfigSchemaOrError: Union<Schema>
}
