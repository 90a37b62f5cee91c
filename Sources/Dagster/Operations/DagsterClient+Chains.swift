public import DagsterModel
internal import JSONTree

extension DagsterClient {
  /// A run with everything that was started in its place; nil when the server knows none of it.
  public func chain(of id: RunID) async throws(DagsterError) -> RunChain? {
    let document = """
      query RunChain($id: ID!, $filter: RunsFilter!) {
        runOrError(runId: $id) { __typename ... on Run { \(FoundRun.fields) }
          ... on RunNotFoundError { message } ... on PythonError { message className } }
        runsOrError(filter: $filter, limit: 100) { __typename ... on Runs { results { \(FoundRun.fields) } }
          ... on InvalidPipelineRunsFilterError { message } ... on PythonError { message className } } }
      """
    let variables: [String: JSONValue] = ["id": .string(id.rawValue), "filter": RunsFilter.chain(id).json()]
    let operation = GraphQLOperation.query("RunChain", of: id.rawValue, document, variables)
    let answer: ChainAnswer = try await send(operation)
    let later = try member(of: answer.runsOrError, to: operation).results.map(\.run)
    let first = try known(answer.runOrError, to: operation)?.run
    // Of a run that itself re-executes another all are found by the first of the whole chain.
    if let root = first?.rootID, root != id { return try await chain(of: root)?.part(from: id) }
    return RunChain(root: id, runs: later + (first.map { [$0] } ?? []))
  }

  /// The chains of those runs of a backfill that have not simply succeeded, the newest first.
  ///
  /// A retry that begins when its backfill is being canceled doesn't carry the backfill's id: it is found by
  /// the run that it retries.
  public func troubledChains(ofBackfill id: BackfillID) async throws(DagsterError) -> [RunChain] {
    let tags = [Tag(Tag.backfillKey, id.rawValue)]
    var underWay = RunsFilter(tags: tags)
    underWay.onlyUnfinished = true
    let unfinished = try await allRuns(underWay)
    let failed = try await allRuns(RunsFilter(tags: tags, statuses: [.failure, .canceled]))
    var chains = RunChains(unfinished + failed)
    // Nobody has a run retried that often.
    for _ in 0..<50 {
      let ids = chains.unknownRetries
      guard !ids.isEmpty else { break }
      chains.add(try await runs(ids), ofRuns: ids)
    }
    // Beyond so many failures it is not worth finding out which one a person has repaired.
    return try await complete(chains, from: Array(chains.endedBadly.prefix(500)))
  }

  /// The chains of these runs, each with what was started in its place.
  public func chains(of runs: [Run]) async throws(DagsterError) -> [RunChain] {
    let chains = RunChains(runs)
    return try await complete(chains, from: chains.all.map(\.root))
  }

  private func complete(_ found: RunChains, from roots: [RunID]) async throws(DagsterError) -> [RunChain] {
    var chains = found
    for batch in roots.batches(of: 25) {
      for (root, runs) in try await later(ofChains: batch) { chains.add(runs, to: root) }
    }
    return chains.all
  }

  /// Runs of these ids; one that the server doesn't know is left out.
  public func runs(_ ids: [RunID]) async throws(DagsterError) -> [Run] {
    var found: [Run] = []
    for batch in ids.batches(of: 100) { found += try await runs(RunsFilter(ids: batch)) }
    return found
  }

  /// Whether the server retries runs that failed, by itself: where it does, it needs a daemon for that.
  public func retriesRuns() async throws(DagsterError) -> Bool {
    let document = """
      query RunRetries { instance { daemonHealth { allDaemonStatuses { daemonType required } } } }
      """
    let answer: RetriesAnswer = try await send(.query("RunRetries", document))
    return answer.instance.daemonHealth.allDaemonStatuses
      .contains { $0.daemonType == "EVENT_LOG_CONSUMER" && $0.required }
  }

  private func later(ofChains roots: [RunID]) async throws(DagsterError) -> [(RunID, [Run])] {
    let values = roots.map { ["f": RunsFilter.chain($0).json()] }
    let operation = GraphQLOperation.combined("RunChains", ["f": "RunsFilter!"], values) { index in
      """
        c\(index): runsOrError(filter: $f\(index), limit: 100) { __typename
          ... on Runs { results { \(FoundRun.fields) } }
          ... on InvalidPipelineRunsFilterError { message } ... on PythonError { message className } }
      """
    }
    let answer: [String: Union<FoundRuns>] = try await send(operation)
    var found: [(RunID, [Run])] = []
    for (index, root) in roots.enumerated() {
      guard let list = answer["c\(index)"] else { continue }
      found.append((root, try member(of: list, to: operation).results.map(\.run)))
    }
    return found
  }
}

private struct ChainAnswer: Decodable {
  let runOrError: Union<FoundRun>
  let runsOrError: Union<FoundRuns>
}

private struct RetriesAnswer: Decodable {
  struct Instance: Decodable { let daemonHealth: Health }
  struct Health: Decodable { let allDaemonStatuses: [Daemon] }
  struct Daemon: Decodable {
    let daemonType: String
    let required: Bool
  }

  let instance: Instance
}

extension RunsFilter {
  /// Everything that was started in place of a run.
  fileprivate static func chain(_ root: RunID) -> RunsFilter {
    RunsFilter(tags: [Tag(Tag.rootRunKey, root.rawValue)])
  }
}

/// Runs of a backfill on their way to become chains.
private struct RunChains {
  /// In the order in which they were found.
  private var roots: [RunID] = []
  private var runs: [RunID: [Run]] = [:]
  /// Retries that the server doesn't have any more.
  private var gone: Set<RunID> = []

  init(_ found: [Run]) { add(found, ofRuns: []) }

  mutating func add(_ found: [Run], ofRuns asked: [RunID]) {
    for run in found { add([run], to: run.chainID) }
    gone.formUnion(Set(asked).subtracting(found.map(\.id)))
  }

  mutating func add(_ found: [Run], to root: RunID) {
    if runs[root] == nil { roots.append(root) }
    let known = runs[root, default: []]
    let new = found.filter { run in !known.contains { $0.id == run.id } }
    runs[root] = (known + new).inOrder
  }

  /// Retries that Dagster names, and that are not here yet.
  var unknownRetries: [RunID] {
    let known = Set(runs.values.joined().map(\.id)).union(gone)
    return runs.values.joined().compactMap { $0.tags[key: Tag.retryRunKey].map(RunID.init) }
      .filter { !known.contains($0) }
  }

  /// Those that a person may have repaired since.
  var endedBadly: [RunID] {
    roots.filter { runs[$0]?.first.map { [.failure, .canceled].contains($0.status) } ?? false }
  }

  var all: [RunChain] { roots.compactMap { RunChain(root: $0, runs: runs[$0] ?? []) } }
}

extension [Run] {
  /// The newest first: a child comes after its parent, and of two children the one that ended or began later.
  fileprivate var inOrder: [Run] {
    sorted { ($0.creationTime, $0.id.rawValue) > ($1.creationTime, $1.id.rawValue) }
  }
}
