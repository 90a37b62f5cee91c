public import DagsterModel
internal import JSONTree

extension DagsterClient {
  /// What is under way for assets, and whether they were ever materialized.
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
    let document = """
      query Activity($keys: [AssetKeyInput!]!) { assetsLatestInfo(assetKeys: $keys) { assetKey { path }
        unstartedRunIds inProgressRunIds latestRun { runId status tags { key value } } latestMaterialization { timestamp } } }
      """
    var found: [AssetKey: AssetActivity] = [:]
    for batch in keys.batches(of: definitionsInOneAnswer) {
      let subject = batch.map(\.description).joined(separator: ", ")
      let operation = GraphQLOperation.query("Activity", of: subject, document, ["keys": .assetKeys(batch)])
      let answer: ActivityAnswer = try await send(operation)
      for info in answer.assetsLatestInfo { found[info.assetKey.key] = info.activity }
    }
    return found
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
        // In milliseconds; one that can't be read is there anyway.
        materialized: latestMaterialization.map { (Double($0.timestamp) ?? 0) / 1_000 },
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
