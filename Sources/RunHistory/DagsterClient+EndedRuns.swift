package import Dagster
package import DagsterModel
package import ExactText
package import JSONTree

/// A run that has ended, with what it takes to run it again.
package struct EndedRun: Hashable, Sendable {
  package var run: Run
  /// `nil` where the server doesn't say which code location it was of.
  package var job: JobSelector?
  /// What it was launched to make; empty where that is all of its job's, or nothing.
  package var assets: [AssetKey]
  /// `nil` where it can't be read with certainty.
  package var config: JSONValue?
  /// The ops and assets of its job, as Dagster's steps have their names.
  package var all: [String]
  /// Those of `all` that it was to run.
  package var steps: [String]
  /// Those of `steps` that succeeded or were skipped.
  package var done: Set<ExactString>
  /// Of the definition that it ran: of its ops, and of how they are configured and depend on each other.
  var snapshot: String?

  /// What is run again where it is run from its failure.
  package var left: [String] { steps.filter { !done.contains($0) } }
}

/// The code versions of an asset, which its authors count up by hand.
package struct CodeVersions: Hashable, Sendable {
  /// Of what runs made of it; empty where they made nothing, or it has none.
  package var then: [String]
  /// `nil` where it has none.
  package var now: String?
}

extension DagsterClient {
  /// A run that has ended; `nil` where the server doesn't know it.
  package func endedRun(_ id: RunID) async throws(DagsterError) -> EndedRun? {
    let operation = GraphQLOperation.query(
      "EndedRun",
      of: id.rawValue,
      endedRunDocument,
      ["id": .string(id.rawValue)]
    )
    let answer: EndedRunAnswer = try await send(operation)
    return try known(answer.runOrError, to: operation)?.ended
  }

  /// Whether what the run ran is defined now as it was then; `nil` where the server can't tell.
  package func isDefinedAsThen(_ ended: EndedRun) async throws(DagsterError) -> Bool? {
    guard let then = ended.snapshot, let job = ended.job else { return nil }
    let operation = GraphQLOperation.query(
      "DefinitionNow",
      of: job.description,
      definitionDocument,
      ["job": job.pipelineSelector(assets: ended.assets)]
    )
    let answer: DefinitionAnswer = try await send(operation)
    guard case .member(let found) = answer.pipelineOrError, let now = found.pipelineSnapshotId else {
      return nil
    }
    return then.isExactly(now)
  }

  /// The code versions of assets now, and of what runs have made of them.
  ///
  /// - Parameter filter: which runs; of many the newest.
  package func codeVersions(of assets: [AssetKey], in filter: RunsFilter) async throws(DagsterError)
    -> [AssetKey: CodeVersions]
  {
    var versions: [AssetKey: CodeVersions] = [:]
    for batch in assets.batches(of: definitionsInOneAnswer) {
      let operation = GraphQLOperation.query(
        "CodeVersions",
        of: batch.map(\.description).joined(separator: ", "),
        versionsDocument,
        ["keys": .assetKeys(batch), "filter": filter.json(), "limit": .int(runsAskedForVersions)]
      )
      let answer: VersionsAnswer = try await send(operation)
      let made = try member(of: answer.runsOrError, to: operation).results.flatMap(\.versions)
      for node in answer.assetNodes {
        let key = node.assetKey.key
        let then = Set(made.filter { $0.asset == key }.map { ExactString($0.version) })
        versions[key] = CodeVersions(then: then.sorted().map(\.wrappedValue), now: node.opVersion)
      }
    }
    return versions
  }
}

private let runsAskedForVersions = 20
/// Dagster writes it on each materialization (`CODE_VERSION_TAG` in `dagster/_core/definitions/data_version.py`).
private let codeVersionKey = "dagster/code_version"

private let endedRunDocument = """
  query EndedRun($id: ID!) { runOrError(runId: $id) { __typename
    ... on Run { \(FoundRun.fields) runConfigYaml pipelineSnapshotId assetSelection { path } stepKeysToExecute
      repositoryOrigin { repositoryName repositoryLocationName } stepStats { stepKey status }
      executionPlan { steps { key } } }
    ... on RunNotFoundError { message } ... on PythonError { message className } } }
  """

private let definitionDocument = """
  query DefinitionNow($job: PipelineSelector!) { pipelineOrError(params: $job) { __typename
    ... on Pipeline { pipelineSnapshotId } ... on PipelineNotFoundError { message } ... on InvalidSubsetError { message }
    ... on PythonError { message className } } }
  """

private let versionsDocument = """
  query CodeVersions($keys: [AssetKeyInput!]!, $filter: RunsFilter!, $limit: Int!) {
    assetNodes(assetKeys: $keys) { assetKey { path } opVersion }
    runsOrError(filter: $filter, limit: $limit) { __typename
      ... on Runs { results { runId assetMaterializations { assetKey { path } tags { key value } } } }
      ... on InvalidPipelineRunsFilterError { message } ... on PythonError { message className } } }
  """

private struct EndedRunAnswer: Decodable {
  struct Origin: Decodable {
    let repositoryName: String
    let repositoryLocationName: String
  }
  struct Stats: Decodable {
    let stepKey: String
    let status: String?
  }
  struct Step: Decodable { let key: String }
  struct Plan: Decodable { let steps: [Step] }
  struct Details: Decodable {
    let runConfigYaml: String
    let pipelineSnapshotId: String?
    let assetSelection: [AssetKeyAnswer]?
    let stepKeysToExecute: [String]?
    let repositoryOrigin: Origin?
    let stepStats: [Stats]
    let executionPlan: Plan?
  }
  struct Found: UnionMember {
    static let typeName = "Run"
    let run: Run
    let details: Details

    init(from decoder: any Decoder) throws {
      run = try FoundRun(from: decoder).run
      details = try Details(from: decoder)
    }

    var ended: EndedRun {
      let planned = details.executionPlan?.steps.map(\.key) ?? []
      let done = details.stepStats.filter { ["SUCCESS", "SKIPPED"].contains($0.status) }
      return EndedRun(
        run: run,
        job: details.repositoryOrigin.map {
          JobSelector(location: $0.repositoryLocationName, repository: $0.repositoryName, name: run.jobName)
        },
        assets: details.assetSelection?.map(\.key) ?? [],
        config: JSONValue(serverYAML: details.runConfigYaml),
        all: planned,
        steps: details.stepKeysToExecute ?? planned,
        done: done.map(\.stepKey).exact,
        snapshot: details.pipelineSnapshotId
      )
    }
  }

  let runOrError: Union<Found>
}

private struct DefinitionAnswer: Decodable {
  struct Found: UnionMember {
    static let typeName = "Pipeline"
    let pipelineSnapshotId: String?
  }

  let pipelineOrError: Union<Found>
}

private struct VersionsAnswer: Decodable {
  struct Node: Decodable {
    let assetKey: AssetKeyAnswer
    let opVersion: String?
  }
  struct Event: Decodable {
    let assetKey: AssetKeyAnswer?
    let tags: [Tag]
  }
  struct Found: Decodable {
    let runId: String
    let assetMaterializations: [Event]

    /// Of an asset without a code version Dagster writes the run's id.
    var versions: [(asset: AssetKey, version: String)] {
      assetMaterializations.compactMap { event in
        guard let asset = event.assetKey?.key, let version = event.tags[key: codeVersionKey],
          !version.isExactly(runId)
        else { return nil }
        return (asset, version)
      }
    }
  }
  struct List: UnionMember {
    static let typeName = "Runs"
    let results: [Found]
  }

  let assetNodes: [Node]
  let runsOrError: Union<List>
}
