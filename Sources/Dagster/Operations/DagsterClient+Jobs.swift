public import DagsterModel
internal import ExactText

extension DagsterClient {
  /// The jobs of all repositories, in the server's order. A broken code location has none: see
  /// `readiness()`.
  public func jobs() async throws(DagsterError) -> [JobDefinition] {
    // As pipelines: Dagster 1.11 fails to say of `jobs` whether they are of assets (no `_batch_loader`).
    let document = """
      query Jobs { repositoriesOrError { __typename
        ... on RepositoryConnection { nodes { name location { name } jobs: pipelines { name isAssetJob }
          partitionSets { name pipelineName } } }
        ... on RepositoryNotFoundError { message } ... on PythonError { message className } } }
      """
    let operation = GraphQLOperation.query("Jobs", document)
    let answer: JobsAnswer = try await send(operation)
    return try member(of: answer.repositoriesOrError, to: operation).nodes.flatMap(\.definitions)
  }

  /// A job's definition; nil when the server does not know it, its repository or its code location.
  public func job(_ selector: JobSelector) async throws(DagsterError) -> JobDefinition? {
    let document = """
      query Job($repository: RepositorySelector!) { repositoryOrError(repositorySelector: $repository) {
        __typename
        ... on Repository { name location { name } jobs: pipelines { name isAssetJob } partitionSets { name pipelineName } }
        ... on RepositoryNotFoundError { message } ... on PythonError { message className } } }
      """
    let variables = ["repository": selector.repositorySelector.json]
    let operation = GraphQLOperation.query("Job", of: selector.description, document, variables)
    let answer: RepositoryJobsAnswer = try await send(operation)
    guard let repository = try known(answer.repositoryOrError, to: operation) else { return nil }
    return repository.definitions.first { $0.name.isExactly(selector.name) }
  }

  /// The wanted member, or nil when the server does not know the thing.
  package func known<Member: UnionMember>(
    _ union: Union<Member>,
    to operation: GraphQLOperation
  ) throws(DagsterError) -> Member? {
    do throws(DagsterError) {
      return try member(of: union, to: operation)
    } catch {
      if case .notFound = error.reason { return nil }
      throw error
    }
  }
}

private struct JobsAnswer: Decodable {
  struct Repositories: UnionMember {
    static let typeName = "RepositoryConnection"
    let nodes: [RepositoryJobs]
  }

  let repositoriesOrError: Union<Repositories>
}

private struct RepositoryJobsAnswer: Decodable {
  let repositoryOrError: Union<RepositoryJobs>
}

private struct RepositoryJobs: UnionMember {
  static let typeName = "Repository"

  struct Job: Decodable {
    let name: String
    let isAssetJob: Bool
  }
  struct PartitionSet: Decodable {
    let name: String
    let pipelineName: String
  }

  let name: String
  let location: RepositoryAnswer.Location
  let jobs: [Job]
  let partitionSets: [PartitionSet]

  var definitions: [JobDefinition] {
    let sets = partitionSets.map { ($0.pipelineName, $0.name) }
    let setByJob = Dictionary(sets, uniquingKeysWith: { first, _ in first })
    return jobs.map { job in
      JobDefinition(
        selector: JobSelector(location: location.name, repository: name, name: job.name),
        isAssetJob: job.isAssetJob,
        partitionSetName: setByJob[job.name]
      )
    }
  }
}
