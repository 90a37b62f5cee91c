internal import CodeLocations
internal import Dagster
import DagsterModel
internal import ExactText
internal import JSONTree

extension DagsterClient {
  /// The names of what a repository has beside assets.
  func outline(of repository: RepositorySelector) async throws(DagsterError) -> RepositoryOutline {
    // As pipelines: Dagster 1.11 fails to say of `jobs` whether they are of assets (no `_batch_loader`).
    let document = """
      query RepositoryOutline($repository: RepositorySelector!) {
        repositoryOrError(repositorySelector: $repository) { __typename
          ... on Repository { pipelines { name isAssetJob description } partitionSets { name pipelineName }
            schedules { name cronSchedule executionTimezone pipelineName }
            sensors { name targets { pipelineName } } }
          ... on RepositoryNotFoundError { message } ... on PythonError { message className } } }
      """
    let operation = GraphQLOperation.query(
      "RepositoryOutline",
      of: repository.description,
      document,
      ["repository": repository.json]
    )
    let answer: OutlineAnswer = try await send(operation)
    return try member(of: answer.repositoryOrError, to: operation)
  }

  /// The jobs of a repository.
  ///
  /// - Parameter partitions: those of its assets.
  func jobs(
    of outline: RepositoryOutline,
    in repository: RepositorySelector,
    nodes: [DefinedNode],
    partitions: [AssetKey: DefinedPartitions],
    now: Double
  ) async throws(DagsterError) -> [DefinedJob] {
    let jobs = outline.pipelines.filter { !$0.isImplicit }
    let ofOps = Set(jobs.filter { !$0.isAssetJob }.map { ExactString($0.name) })
    let sets = outline.partitionSets.filter { ofOps.contains(ExactString($0.pipelineName)) }
    let keys = try await keys(of: sets, in: repository)
    let selectors = jobs.map {
      JobSelector(location: repository.location, repository: repository.name, name: $0.name)
    }
    let configs = try await jobConfigs(of: selectors.map { $0.pipelineSelector() }, in: repository)
    let byJob = Dictionary(grouping: nodes.flatMap { node in node.jobNames.map { ($0, node) } }) {
      ExactString($0.0)
    }
    return zip(jobs, configs).map { job, config in
      let assets = byJob[ExactString(job.name)]?.map(\.1) ?? []
      return DefinedJob(
        name: job.name,
        repository: repository.name.isExactly("__repository__") ? nil : repository.name,
        isAssetJob: job.isAssetJob,
        partitions: job.isAssetJob
          ? DefinedPartitions(ofAssets: assets.compactMap { partitions[$0.assetKey.key] })
          : keys[ExactString(job.name)]?.partitions(at: now),
        description: job.description.written,
        config: config.shape()
      )
    }
  }

  /// The keys of partition sets, by the names of their jobs.
  private func keys(
    of sets: [RepositoryOutline.PartitionSet],
    in repository: RepositorySelector
  ) async throws(DagsterError) -> [ExactString: JobKeys] {
    let batches = sets.batches(of: setsInOneAnswer)
    let found = try await sideBySide(batches) { (batch) throws(DagsterError) -> [JobKeys?] in
      let operation = GraphQLOperation.combined(
        "PartitionSetKeys",
        of: repository.description,
        ["repository": "RepositorySelector!", "name": "String!"],
        batch.map { ["repository": repository.json, "name": .string($0.name)] }
      ) { index in
        """
        s\(index): partitionSetOrError(repositorySelector: $repository\(index), partitionSetName: $name\(index)) {
          __typename ... on PartitionSet { partitionsOrError { __typename
            ... on Partitions { results { name } } ... on PythonError { message className } } }
          ... on PartitionSetNotFoundError { message } ... on PythonError { message className } }
        """
      }
      let answer: [String: Union<PartitionSetAnswer>] = try await self.send(operation)
      return batch.indices.map { answer["s\($0)"]?.keys }
    }
    let keyed = zip(sets, found.joined()).compactMap { set, keys in
      keys.map { (ExactString(set.pipelineName), $0) }
    }
    return Dictionary(keyed, uniquingKeysWith: { first, _ in first })
  }
}

/// A set may have many thousand keys, which the location's own process counts up.
private let setsInOneAnswer = 10

/// The names of what a repository has beside assets.
struct RepositoryOutline: UnionMember, Sendable {
  static let typeName = "Repository"

  struct Job: Decodable, Sendable {
    let name: String
    let isAssetJob: Bool
    let description: String?

    /// Whether Dagster made it by itself.
    var isImplicit: Bool { name.isOfDagster }
  }
  struct PartitionSet: Decodable, Sendable {
    let name: String
    let pipelineName: String
  }
  struct Schedule: Decodable, Sendable {
    let name: String
    let cronSchedule: String
    let executionTimezone: String?
    let pipelineName: String?

    func instigator(repository: String?) -> DefinedInstigator {
      DefinedInstigator(
        name: name,
        repository: repository,
        cron: cronSchedule,
        timezone: executionTimezone,
        jobs: [pipelineName].compactMap(\.self).filter { !$0.isOfDagster }
      )
    }
  }
  struct Sensor: Decodable, Sendable {
    struct Target: Decodable, Sendable { let pipelineName: String }

    let name: String
    let targets: [Target]?

    func instigator(repository: String?) -> DefinedInstigator {
      let jobs = (targets ?? []).map(\.pipelineName).filter { !$0.isOfDagster }
      return DefinedInstigator(
        name: name,
        repository: repository,
        jobs: jobs.sorted { $0.precedesExactly($1) }.chunked { $0.isExactly($1) }.map { $0[0] }
      )
    }
  }

  private(set) var pipelines: [Job]
  let partitionSets: [PartitionSet]
  private(set) var schedules: [Schedule]
  private(set) var sensors: [Sensor]

  /// Only these jobs, schedules and sensors; all where they are nil.
  func limited(to names: NamesInUse?, in location: String) -> RepositoryOutline {
    guard let names else { return self }
    var outline = self
    outline.pipelines.removeAll { !names.jobs.contains("\(location)/\($0.name)") }
    outline.schedules.removeAll { !names.schedules.contains("\(location)/\($0.name)") }
    outline.sensors.removeAll { !names.sensors.contains("\(location)/\($0.name)") }
    return outline
  }
}

extension String {
  /// Whether it is the name of a job that Dagster makes by itself, for assets that nobody made a job for.
  fileprivate var isOfDagster: Bool {
    hasPrefix(JobSelector.assetJobName) || hasPrefix("__anonymous_asset_job")
  }
}

private struct OutlineAnswer: Decodable { let repositoryOrError: Union<RepositoryOutline> }

private struct PartitionSetAnswer: UnionMember, Sendable {
  static let typeName = "PartitionSet"

  struct Partition: Decodable, Sendable { let name: String }
  struct Partitions: UnionMember, Sendable {
    static let typeName = "Partitions"
    let results: [Partition]
  }

  let partitionsOrError: Union<Partitions>
}

extension Union<PartitionSetAnswer> {
  /// None where the job's own code fails on them.
  fileprivate var keys: JobKeys {
    guard case .member(let set) = self, case .member(let found) = set.partitionsOrError else {
      return JobKeys(keys: [])
    }
    return JobKeys(keys: found.results.map(\.name))
  }
}

extension DefinedPartitions {
  /// Those of a job of assets, which has one definition for all that are partitioned.
  fileprivate init?(ofAssets found: [DefinedPartitions]) {
    guard let first = found.first else { return nil }
    self = found.allSatisfy { $0 == first } ? first : .unknown(type: "MIXED")
  }
}
