public import ExactText
internal import JSONTree

extension DagsterClient {
  /// What is under way for assets, and whether they were ever materialised.
  public func activity(of keys: [AssetKey]) async throws(DagsterError) -> [AssetKey: AssetActivity] {
    guard let memory else { return try await askedActivity(of: keys) }
    let unknown = memory.read { contents in keys.filter { contents.activities[$0] == nil } }
    let found = try await askedActivity(of: unknown)
    memory.write { contents in
      for key in unknown { contents.activities[key] = found[key] ?? AssetActivity() }
    }
    return memory.read { contents in
      var result: [AssetKey: AssetActivity] = [:]
      for key in keys { result[key] = contents.activities[key] }
      return result
    }
  }

  private func askedActivity(of keys: [AssetKey]) async throws(DagsterError) -> [AssetKey: AssetActivity] {
    guard !keys.isEmpty else { return [:] }
    let document = """
      query Activity($keys: [AssetKeyInput!]!) { assetsLatestInfo(assetKeys: $keys) { assetKey { path }
        unstartedRunIds inProgressRunIds latestRun { runId status tags { key value } } latestMaterialization { timestamp } } }
      """
    let subject = keys.map(\.description).joined(separator: ", ")
    let operation = GraphQLOperation.query("Activity", of: subject, document, ["keys": .assetKeys(keys)])
    let answer: ActivityAnswer = try await send(operation)
    return Dictionary(
      answer.assetsLatestInfo.map { ($0.assetKey.key, $0.activity) },
      uniquingKeysWith: { $1 }
    )
  }

  /// Backfills that have not ended, newest first.
  public func unfinishedBackfills() async throws(DagsterError) -> [UnfinishedBackfill] {
    let document = """
      query UnfinishedBackfills($filters: BulkActionsFilter) {
        partitionBackfillsOrError(filters: $filters) { __typename
          ... on PartitionBackfills { results { id status assetSelection { path } partitionSetName
            tags { key value } } }
          ... on PythonError { message className } } }
      """
    let statuses = try await statusVocabulary().unfinishedBackfills.map(\.name)
    let filters: JSONValue = ["statuses": .strings(statuses)]
    let operation = GraphQLOperation.query("UnfinishedBackfills", document, ["filters": filters])
    let answer: UnfinishedAnswer = try await send(operation)
    return try member(of: answer.partitionBackfillsOrError, to: operation).results.map(\.backfill)
  }

  /// The last materialisations of an asset, newest first.
  public func newestMaterializations(of asset: AssetKey, limit: Int) async throws(DagsterError)
    -> [DatedMaterialization]
  {
    let document = """
      query NewestMaterializations($key: AssetKeyInput!, $limit: Int) { assetNodeOrError(assetKey: $key) {
        __typename ... on AssetNotFoundError { message }
        ... on AssetNode { assetMaterializations(limit: $limit) { partition timestamp runId } } } }
      """
    let operation = assetQuery("NewestMaterializations", document, asset, ["limit": .int(limit)])
    let answer: NewestAnswer = try await send(operation)
    return try member(of: answer.assetNodeOrError, to: operation).assetMaterializations.map { event in
      DatedMaterialization(
        partition: event.partition,
        time: (Double(event.timestamp) ?? 0) / 1_000,
        run: RunID(event.runId)
      )
    }
  }

  /// Those of an asset's partitions that were ever materialised, whatever has become of them since.
  public func everMaterialized(_ partitions: [String], of asset: AssetKey) async throws(DagsterError)
    -> Set<ExactString>
  {
    let document = """
      query EverMaterialized($key: AssetKeyInput!, $partitions: [String!]) { assetNodeOrError(assetKey: $key) {
        __typename ... on AssetNotFoundError { message }
        ... on AssetNode { latestMaterializationByPartition(partitions: $partitions) { partition } } } }
      """
    var found: Set<ExactString> = []
    var rest = partitions[...]
    while !rest.isEmpty {
      let batch = Array(rest.prefix(1_000))
      rest = rest.dropFirst(1_000)
      let operation = assetQuery("EverMaterialized", document, asset, ["partitions": .strings(batch)])
      let answer: EverAnswer = try await send(operation)
      let events = try member(of: answer.assetNodeOrError, to: operation).latestMaterializationByPartition
      found.formUnion(events.compactMap { $0?.partition })
    }
    return found
  }
}

/// What is under way for an asset.
public struct AssetActivity: Hashable, Sendable {
  /// Runs that have not ended, or that failed and that Dagster will retry.
  public let runs: [RunID]
  /// Whether it was ever materialised.
  public let isMaterialized: Bool
  /// Whether its last run failed.
  public let hasFailed: Bool

  /// Activity.
  public init(runs: [RunID] = [], isMaterialized: Bool = false, hasFailed: Bool = false) {
    self.runs = runs
    self.isMaterialized = isMaterialized
    self.hasFailed = hasFailed
  }
}

/// A backfill that has not ended.
public struct UnfinishedBackfill: Hashable, Sendable {
  /// Its id.
  public let id: BackfillID
  /// Its assets; empty for a backfill of a job.
  public let assets: [AssetKey]
  /// The partition set of a job's backfill.
  public let partitionSet: String?
  /// Its tags.
  public let tags: [Tag]

  /// A backfill.
  public init(id: BackfillID, assets: [AssetKey], partitionSet: String? = nil, tags: [Tag] = []) {
    self.id = id
    self.assets = assets
    self.partitionSet = partitionSet
    self.tags = tags
  }
}

/// That something was materialised.
public struct DatedMaterialization: Hashable, Sendable {
  /// Nil where the asset has no partitions.
  public let partition: String?
  /// In seconds since the epoch, by the clock of who did it.
  public let time: Double
  /// By which run; Dagster gives an empty id for a materialisation that was only reported.
  public let run: RunID

  /// A materialisation.
  public init(partition: String?, time: Double, run: RunID) {
    self.partition = partition
    self.time = time
    self.run = run
  }
}

private struct ActivityAnswer: Decodable {
  struct Event: Decodable { let timestamp: String }
  struct LatestRun: Decodable {
    let runId: String
    let status: String
    let tags: [Tag]

    /// Whether it failed and Dagster will retry it; that of a backfill goes on with the backfill.
    var awaitsRetry: Bool {
      let run = Run(id: RunID(runId), status: RunStatus(status), tags: tags)
      return tags[key: Tag.backfillKey] == nil
        && RunChain(root: run.id, runs: [run])?.awaitingRetry.isEmpty == false
    }
  }
  struct Info: Decodable {
    let assetKey: AssetKeyAnswer
    let unstartedRunIds: [String]
    let inProgressRunIds: [String]
    let latestRun: LatestRun?
    let latestMaterialization: Event?

    private var retried: [String] { latestRun.flatMap { $0.awaitsRetry ? [$0.runId] : nil } ?? [] }

    var activity: AssetActivity {
      AssetActivity(
        runs: (unstartedRunIds + inProgressRunIds + retried).sorted().map(RunID.init),
        isMaterialized: latestMaterialization != nil,
        hasFailed: latestRun?.status == "FAILURE"
      )
    }
  }

  let assetsLatestInfo: [Info]
}

private struct UnfinishedAnswer: Decodable {
  struct Entry: Decodable {
    let id: String
    let assetSelection: [AssetKeyAnswer]?
    let partitionSetName: String?
    let tags: [Tag]

    var backfill: UnfinishedBackfill {
      UnfinishedBackfill(
        id: BackfillID(id),
        assets: (assetSelection ?? []).map(\.key),
        partitionSet: partitionSetName,
        tags: tags
      )
    }
  }
  struct List: UnionMember {
    static let typeName = "PartitionBackfills"
    let results: [Entry]
  }

  let partitionBackfillsOrError: Union<List>
}

private struct NewestAnswer: Decodable {
  struct Event: Decodable {
    let partition: String?
    let timestamp: String
    let runId: String
  }
  struct Node: UnionMember {
    static let typeName = "AssetNode"
    let assetMaterializations: [Event]
  }

  let assetNodeOrError: Union<Node>
}

private struct EverAnswer: Decodable {
  struct Event: Decodable { let partition: String? }
  struct Node: UnionMember {
    static let typeName = "AssetNode"
    let latestMaterializationByPartition: [Event?]
  }

  let assetNodeOrError: Union<Node>
}
