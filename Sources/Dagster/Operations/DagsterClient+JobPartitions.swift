public import DagsterModel
package import JSONTree

extension DagsterClient {
  /// All partition keys of a job, in the definition's order. Empty when it is not partitioned.
  ///
  /// - Throws: `notFound` for an unknown job.
  public func partitionKeys(ofJob job: JobSelector) async throws(DagsterError) -> [String] {
    let document = """
      query JobPartitionKeys($job: PipelineSelector!) { pipelineOrError(params: $job) { __typename
        ... on Pipeline { partitionKeysOrError { partitionKeys } }
        ... on PipelineNotFoundError { message } ... on InvalidSubsetError { message }
        ... on PythonError { message className } } }
      """
    let operation = jobQuery("JobPartitionKeys", document, job)
    let answer: JobKeysAnswer = try await send(operation)
    return try member(of: answer.pipelineOrError, to: operation).partitionKeysOrError?.partitionKeys ?? []
  }

  /// What a partitioned job's definition gives a run of one partition.
  ///
  /// The server answers for keys the job does not have as well (`2031-01-05`, `garbage`): check the key
  /// against `partitionKeys(ofJob:)` first.
  ///
  /// - Returns: nil when the server has none.
  /// - Throws: `notFound` for an unknown job; `rejected` (`PartitionExecutionError`) when the job is not
  ///   partitioned, or its own code fails on the key.
  public func partitionConfiguration(
    ofJob job: JobSelector,
    partition: String
  ) async throws(DagsterError) -> PartitionConfiguration? {
    let variables = ["partition": JSONValue.string(partition)]
    let operation = jobQuery("PartitionConfiguration", configurationDocument, job, variables)
    let answer: JobPartitionAnswer = try await send(operation)
    guard let found = try member(of: answer.pipelineOrError, to: operation).partition else { return nil }
    let yaml = try member(of: found.runConfigOrError, to: operation).yaml
    let tags = try member(of: found.tagsOrError, to: operation).results
    return PartitionConfiguration(runConfigYaml: yaml, tags: tags)
  }

  private func jobQuery(
    _ name: String,
    _ document: String,
    _ job: JobSelector,
    _ variables: [String: JSONValue] = [:]
  ) -> GraphQLOperation {
    let all = variables.merging(["job": job.pipelineSelector()]) { $1 }
    return .query(name, of: job.description, document, all)
  }
}

extension JobSelector {
  /// A `PipelineSelector`, for all of the job or for some of its assets.
  package func pipelineSelector(assets: [AssetKey] = []) -> JSONValue {
    var members: [String: JSONValue] = [
      "pipelineName": .string(name),
      "repositoryLocationName": .string(location),
      "repositoryName": .string(repository),
    ]
    if !assets.isEmpty { members["assetSelection"] = .assetKeys(assets) }
    return .object(members)
  }
}

private let configurationDocument = """
  query PartitionConfiguration($job: PipelineSelector!, $partition: String!) {
    pipelineOrError(params: $job) { __typename
      ... on Pipeline { partition(partitionName: $partition) {
        runConfigOrError { __typename ... on PartitionRunConfig { yaml } ... on PythonError { message className } }
        tagsOrError { __typename ... on PartitionTags { results { key value } }
          ... on PythonError { message className } } } }
      ... on PipelineNotFoundError { message } ... on InvalidSubsetError { message }
      ... on PythonError { message className } } }
  """

private struct JobKeysAnswer: Decodable {
  struct Keys: Decodable { let partitionKeys: [String] }
  struct Job: UnionMember {
    static let typeName = "Pipeline"
    let partitionKeysOrError: Keys?
  }

  let pipelineOrError: Union<Job>
}

private struct JobPartitionAnswer: Decodable {
  struct RunConfig: UnionMember {
    static let typeName = "PartitionRunConfig"
    let yaml: String
  }
  struct Tags: UnionMember {
    static let typeName = "PartitionTags"
    let results: [Tag]
  }
  struct Partition: Decodable {
    let runConfigOrError: Union<RunConfig>
    let tagsOrError: Union<Tags>
  }
  struct Job: UnionMember {
    static let typeName = "Pipeline"
    let partition: Partition?
  }

  let pipelineOrError: Union<Job>
}
