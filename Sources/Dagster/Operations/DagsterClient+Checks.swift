public import DagsterModel
internal import JSONTree

extension DagsterClient {
  /// The checks that assets have.
  ///
  /// - Throws: `refused` where the server can't tell, such as on a database that was not migrated.
  public func checks(of assets: [AssetKey]) async throws(DagsterError) -> Set<AssetCheck> {
    Set(try await foundChecks(of: assets).map(\.check))
  }

  /// Whether each check of an asset can be executed by itself, by its name; the others are made by the asset's own code as it
  /// materializes it.
  ///
  /// - Throws: as `checks(of:)`.
  public func runnableChecks(of asset: AssetKey) async throws(DagsterError) -> [String: Bool] {
    Dictionary(try await foundChecks(of: [asset]).map { ($0.check.name, $0.isRunnable) }) { $1 }
  }

  private func foundChecks(of assets: [AssetKey]) async throws(DagsterError)
    -> [(check: AssetCheck, isRunnable: Bool)]
  {
    guard !assets.isEmpty else { return [] }
    let document = """
      query AssetChecks($keys: [AssetKeyInput!]) { assetNodes(assetKeys: $keys) { assetKey { path }
        assetChecksOrError { __typename ... on AssetChecks { checks { name canExecuteIndividually } }
          ... on AssetCheckNeedsMigrationError { message } ... on AssetCheckNeedsUserCodeUpgrade { message }
          ... on AssetCheckNeedsAgentUpgradeError { message } } } }
      """
    let subject = assets.map(\.description).joined(separator: ", ")
    let operation = GraphQLOperation.query("AssetChecks", of: subject, document, ["keys": .assetKeys(assets)])
    let answer: AssetChecksAnswer = try await send(operation)
    var found: [(check: AssetCheck, isRunnable: Bool)] = []
    for node in answer.assetNodes {
      found += try member(of: node.assetChecksOrError, to: operation).checks.map {
        (AssetCheck(asset: node.assetKey.key, name: $0.name), $0.canExecuteIndividually == "CAN_EXECUTE")
      }
    }
    return found
  }

  /// The checks that a run was to execute; none for an unknown run.
  public func checks(ofRun id: RunID) async throws(DagsterError) -> Set<AssetCheck> {
    let document = """
      query RunChecks($id: ID!) { runOrError(runId: $id) { __typename
        ... on Run { assetChecks { name assetKey { path } } }
        ... on RunNotFoundError { message } ... on PythonError { message className } } }
      """
    let variables = ["id": JSONValue.string(id.rawValue)]
    let operation = GraphQLOperation.query("RunChecks", of: id.rawValue, document, variables)
    let answer: RunChecksAnswer = try await send(operation)
    let found = try known(answer.runOrError, to: operation)?.assetChecks ?? []
    return Set(found.map { AssetCheck(asset: $0.assetKey.key, name: $0.name) })
  }

  /// The executions of a check, the newest first.
  ///
  /// - Parameter time: when the first began, in seconds since the epoch by the server's clock.
  public func executions(of check: AssetCheck, since time: Double) async throws(DagsterError)
    -> [CheckExecution]
  {
    let length = 100
    var found: [CheckExecution] = []
    var cursor: String?
    while true {
      let answer = try await page(of: check, length, after: cursor)
      let page = answer.assetCheckExecutions
      found += page.filter { $0.timestamp >= time }.map(\.execution)
      guard page.count == length, let last = page.last, last.timestamp >= time, last.id != cursor else {
        return found
      }
      cursor = last.id
    }
  }
}

extension DagsterClient {
  /// The newest execution of a check that says something, among the last few; the newest of all where none does, as one that
  /// is under way; `nil` where there was none.
  package func lastExecution(of check: AssetCheck) async throws(DagsterError) -> CheckExecution? {
    let executions = try await page(of: check, 20).assetCheckExecutions.map(\.execution)
    return executions.first { $0.status != .other } ?? executions.first
  }

  private func page(of check: AssetCheck, _ length: Int, after cursor: String? = nil)
    async throws(DagsterError)
    -> ExecutionsAnswer
  {
    let document = """
      query CheckExecutions($key: AssetKeyInput!, $name: String!, $limit: Int!, $cursor: String) {
        assetCheckExecutions(assetKey: $key, checkName: $name, limit: $limit, cursor: $cursor) {
          id runId status timestamp evaluation { severity description metadataEntries { \(figureFields) } } } }
      """
    var variables: [String: JSONValue] = [
      "key": .assetKey(check.asset), "name": .string(check.name), "limit": .int(length),
    ]
    if let cursor { variables["cursor"] = .string(cursor) }
    return try await send(GraphQLOperation.query("CheckExecutions", of: "\(check)", document, variables))
  }
}

private struct AssetChecksAnswer: Decodable {
  struct Check: Decodable {
    let name: String
    let canExecuteIndividually: String
  }
  struct Checks: UnionMember {
    static let typeName = "AssetChecks"
    let checks: [Check]
  }
  struct Node: Decodable {
    let assetKey: AssetKeyAnswer
    let assetChecksOrError: Union<Checks>
  }

  let assetNodes: [Node]
}

private struct RunChecksAnswer: Decodable {
  struct Check: Decodable {
    let name: String
    let assetKey: AssetKeyAnswer
  }
  struct Found: UnionMember {
    static let typeName = "Run"
    let assetChecks: [Check]?
  }

  let runOrError: Union<Found>
}

private struct ExecutionsAnswer: Decodable {
  struct Evaluation: Decodable {
    let severity: String
    let description: String?
    let metadataEntries: [FigureAnswer]
  }
  struct Execution: Decodable {
    let id: String
    let runId: String
    let status: String
    let timestamp: Double
    let evaluation: Evaluation?

    var execution: CheckExecution {
      var execution = CheckExecution(
        run: RunID(runId),
        status: status == "SUCCEEDED" ? .succeeded : status == "FAILED" ? .failed : .other,
        severity: evaluation?.severity,
        description: evaluation?.description.map(\.trimmed)
      )
      execution.figures = evaluation?.metadataEntries.compactMap(\.figure) ?? []
      execution.time = timestamp
      return execution
    }
  }

  let assetCheckExecutions: [Execution]
}
