internal import CodeLocations
internal import Dagster
import DagsterModel
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
      for (node, shape) in try await configs(of: nodes, madeBy: job) { found[node.assetKey.key] = shape }
    }
    return found
  }

  private func configs(
    of nodes: [DefinedNode],
    madeBy job: JobSelector
  ) async throws(DagsterError) -> [(DefinedNode, ConfigShape?)] {
    let whole = try await jobConfigs(of: [job.pipelineSelector()], in: job.repositorySelector)
    guard let schema = whole.first else { return [] }
    let shapes = schema.shapesOfOps()
    let byOp = Dictionary(grouping: nodes) { ExactString($0.opName ?? "") }
    let hasCheckConfig = shapes.keys.contains { byOp[$0] == nil }
    // What one op makes in one go can't be asked for apart.
    let apart = byOp.filter { _, nodes in
      schema.requiresResources || (hasCheckConfig && nodes.contains(where: \.hasChecks))
    }.map { (op: $0, nodes: $1) }
    let own = try await schemas(
      of: apart.map { job.pipelineSelector(assets: $0.nodes.map(\.assetKey.key)) },
      in: job.repositorySelector
    )
    var found = shapes as [ExactString: ConfigShape?]
    for (part, union) in zip(apart, own) {
      if case .member(let schema) = union.schema { found[part.op] = schema.shape(ofOp: part.op) }
    }
    return nodes.map { ($0, $0.opName.flatMap { found[ExactString($0)] ?? nil }) }
  }

  /// The schemas of runs of jobs, each given as a `PipelineSelector`.
  func jobConfigs(
    of selectors: [JSONValue],
    in repository: RepositorySelector
  ) async throws(DagsterError) -> [ConfigSchema] {
    var found: [ConfigSchema] = []
    for answer in try await schemas(of: selectors, in: repository) {
      found.append(try member(of: answer.schema, to: answer.operation))
    }
    return found
  }

  private func schemas(
    of selectors: [JSONValue],
    in repository: RepositorySelector
  ) async throws(DagsterError) -> [(schema: Union<ConfigSchema>, operation: GraphQLOperation)] {
    guard !selectors.isEmpty else { return [] }
    let isSecret = try await tellsSecrets() ? " isSecret" : ""
    let schemaFields = ConfigSchema.schemaFields.replacing(" isRequired", with: " isRequired\(isSecret)")
    return try await sideBySide(selectors.batches(of: schemasInOneAnswer)) { (batch) throws(DagsterError) in
      let operation = GraphQLOperation.combined(
        "RunConfigSchemas",
        of: repository.description,
        ["selector": "PipelineSelector!"],
        batch.map { ["selector": $0] }
      ) { index in
        """
        s\(index): runConfigSchemaOrError(selector: $selector\(index)) { __typename
          ... on RunConfigSchema { \(schemaFields) }
          ... on PipelineNotFoundError { message } ... on InvalidSubsetError { message }
          ... on ModeNotFoundError { message } ... on PythonError { message className } }
        """
      }
      let answer: [String: Union<ConfigSchema>] = try await self.send(operation)
      var found: [(Union<ConfigSchema>, GraphQLOperation)] = []
      for index in batch.indices {
        guard let union = answer["s\(index)"] else {
          let reason = DagsterError.Reason.malformed(
            answer: "no s\(index)",
            expected: "a schema for each job"
          )
          throw operation.error(reason, at: self.configuration.endpoint)
        }
        found.append((union, operation))
      }
      return found
    }.flatMap(\.self)
  }

  /// Whether the server tells of a configuration's fields whether they are secrets; asked for once, then remembered.
  private func tellsSecrets() async throws(DagsterError) -> Bool {
    struct Answer: Decodable {
      struct Field: Decodable { let name: String }
      struct Found: Decodable { let fields: [Field]? }
      let fields: Found?
    }
    if let known = tellsSecretFields { return known }
    let document = """
      query ConfigVocabulary { fields: __type(name: "ConfigTypeField") { fields { name } } }
      """
    let answer: Answer = try await send(.query("ConfigVocabulary", document))
    let found = answer.fields?.fields?.contains { $0.name.isExactly("isSecret") } ?? false
    tellsSecretFields = found
    return found
  }
}

/// A schema of some ops has fifty types.
private let schemasInOneAnswer = 20
