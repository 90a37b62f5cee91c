internal import Dagster
internal import DagsterModel
internal import ExactText
internal import JSONTree

extension DagsterClient {
  /// The run configuration that materializing each asset takes; without those that nothing materializes.
  ///
  /// The implicit job's schema tells that of all of them at once. It doesn't tell which of them needs a resource, nor
  /// what checks take: only where these take anything each asset is asked for on its own.
  func configs(
    of nodes: [DefinedNode],
    in repository: RepositorySelector
  ) async throws(DagsterError) -> [AssetKey: ConfigShape?] {
    let jobs = Dictionary(grouping: nodes.filter { $0.isMaterializable && $0.implicitJob != nil }) {
      ExactString($0.implicitJob ?? "")
    }
    var found: [AssetKey: ConfigShape?] = [:]
    for (name, nodes) in jobs {
      let job = JobSelector(
        location: repository.location,
        repository: repository.name,
        name: name.wrappedValue
      )
      let schema = try await configs(of: [job.pipelineSelector()], in: repository)[0]
      let shapes = schema.shapesOfOps()
      let ofChecks = Set(shapes.keys).subtracting(nodes.compactMap { $0.opName.map { ExactString($0) } })
      let apart = nodes.filter { schema.requiresResources || (!ofChecks.isEmpty && $0.hasChecks) }
      for node in nodes { found[node.assetKey.key] = node.opName.flatMap { shapes[ExactString($0)] } }
      let own = try await configs(
        of: apart.map { job.pipelineSelector(assets: [$0.assetKey.key]) },
        in: repository
      )
      for (node, schema) in zip(apart, own) { found[node.assetKey.key] = schema.shape() }
    }
    return found
  }

  /// The schemas of runs of jobs, each given as a `PipelineSelector`.
  func configs(
    of selectors: [JSONValue],
    in repository: RepositorySelector
  ) async throws(DagsterError) -> [ConfigSchema] {
    guard !selectors.isEmpty else { return [] }
    let fields = ConfigSchema.selection(tellsSecrets: try await tellsSecrets())
    return try await sideBySide(selectors.batches(of: schemasInOneAnswer)) { (batch) throws(DagsterError) in
      let operation = GraphQLOperation.combined(
        "RunConfigSchemas",
        of: repository.description,
        ["selector": "PipelineSelector!"],
        batch.map { ["selector": $0] }
      ) { index in
        """
        s\(index): runConfigSchemaOrError(selector: $selector\(index)) { __typename
          ... on RunConfigSchema { \(fields) }
          ... on PipelineNotFoundError { message } ... on InvalidSubsetError { message }
          ... on ModeNotFoundError { message } ... on PythonError { message className } }
        """
      }
      let answer: [String: Union<ConfigSchema>] = try await self.send(operation)
      var schemas: [ConfigSchema] = []
      for index in batch.indices {
        guard let union = answer["s\(index)"] else { continue }
        schemas.append(try self.member(of: union, to: operation))
      }
      return schemas
    }.flatMap(\.self)
  }

  private func tellsSecrets() async throws(DagsterError) -> Bool {
    struct Answer: Decodable {
      struct Field: Decodable { let name: String }
      struct Found: Decodable { let fields: [Field]? }
      let fields: Found?
    }
    let document = "query ConfigVocabulary { fields: __type(name: \"ConfigTypeField\") { fields { name } } }"
    let answer: Answer = try await send(.query("ConfigVocabulary", document))
    return answer.fields?.fields?.contains { $0.name == "isSecret" } ?? false
  }
}

/// A schema of some ops has fifty types.
private let schemasInOneAnswer = 20
