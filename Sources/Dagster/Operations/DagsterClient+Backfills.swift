public import DagsterModel
internal import JSONTree

extension DagsterClient {
  /// A backfill as it stands; nil when the server does not know it.
  ///
  /// The daemon moves things every 30 s: asking more often than every 5 s shows nothing new.
  public func backfill(_ id: BackfillID) async throws(DagsterError) -> Backfill? {
    let variables = ["id": JSONValue.string(id.rawValue), "tag": .string(Tag.backfillKey)]
    let operation = GraphQLOperation.query("Backfill", of: id.rawValue, backfillDocument, variables)
    let answer: BackfillAnswer = try await send(operation)
    var backfill = try known(answer.partitionBackfillOrError, to: operation)?.backfill
    // Nothing hangs on them: a server that doesn't say how many there are shows its backfill anyway.
    if let queued = answer.queued?.count, let running = answer.running?.count {
      backfill?.runs = Backfill.RunCounts(queued: queued, running: running)
    }
    return backfill
  }
}

private let backfillDocument = """
  query Backfill($id: String!, $tag: String!) { partitionBackfillOrError(backfillId: $id) { __typename
    ... on PartitionBackfill { id status isAssetBackfill numPartitions title timestamp endTimestamp
      error { message className } tags { key value }
      assetBackfillData { assetBackfillStatuses { __typename
        ... on AssetPartitionsStatusCounts { assetKey { path } numPartitionsTargeted
          numPartitionsInProgress numPartitionsMaterialized numPartitionsFailed }
        ... on UnpartitionedAssetStatus { assetKey { path } inProgress materialized failed } } }
      partitionStatusCounts { runStatus count } }
    ... on BackfillNotFoundError { message } ... on PythonError { message className } }
    queued: runsOrError(
      filter: {tags: [{key: $tag, value: $id}], statuses: [QUEUED, NOT_STARTED]}, limit: 1
    ) { __typename ... on Runs { count } }
    running: runsOrError(
      filter: {tags: [{key: $tag, value: $id}], statuses: [STARTING, STARTED, CANCELING]}, limit: 1
    ) { __typename ... on Runs { count } } }
  """

private struct BackfillAnswer: Decodable {
  struct Fault: Decodable { let message: String }
  struct AssetData: Decodable { let assetBackfillStatuses: [AssetStatus] }
  struct RunCount: Decodable {
    let runStatus: String
    let count: Int
  }
  struct AssetStatus: Decodable {
    let assetKey: AssetKeyAnswer?
    let numPartitionsTargeted: Int?
    let numPartitionsInProgress: Int?
    let numPartitionsMaterialized: Int?
    let numPartitionsFailed: Int?
    let inProgress: Bool?
    let materialized: Bool?
    let failed: Bool?
  }
  struct Found: UnionMember {
    static let typeName = "PartitionBackfill"

    let id: String
    let status: String
    let isAssetBackfill: Bool
    let numPartitions: Int?
    let title: String?
    let timestamp: Double
    let endTimestamp: Double?
    let error: Fault?
    let tags: [Tag]
    let assetBackfillData: AssetData?
    let partitionStatusCounts: [RunCount]
  }

  struct Runs: Decodable { let count: Int? }

  let partitionBackfillOrError: Union<Found>
  let queued: Runs?
  let running: Runs?
}

extension BackfillAnswer.Found {
  fileprivate var backfill: Backfill {
    let assets = assetBackfillData?.assetBackfillStatuses ?? []
    return Backfill(
      id: BackfillID(id),
      status: BackfillStatus(status),
      isAssetBackfill: isAssetBackfill,
      numPartitions: numPartitions,
      title: title,
      creationTime: timestamp,
      endTime: endTimestamp,
      errorMessage: error?.message.trimmed,
      assetCounts: Dictionary(assets.compactMap(\.counts), uniquingKeysWith: { $1 }),
      unpartitioned: Dictionary(assets.compactMap(\.unpartitioned), uniquingKeysWith: { $1 }),
      runStatusCounts: Dictionary(
        partitionStatusCounts.map { (RunStatus($0.runStatus), $0.count) },
        uniquingKeysWith: +
      ),
      tags: tags
    )
  }
}

extension BackfillAnswer.AssetStatus {
  fileprivate var counts: (AssetKey, Backfill.PartitionCounts)? {
    guard let assetKey, let numPartitionsTargeted else { return nil }
    let counts = Backfill.PartitionCounts(
      targeted: numPartitionsTargeted,
      inProgress: numPartitionsInProgress ?? 0,
      materialized: numPartitionsMaterialized ?? 0,
      failed: numPartitionsFailed ?? 0
    )
    return (assetKey.key, counts)
  }

  fileprivate var unpartitioned: (AssetKey, Backfill.UnpartitionedStatus)? {
    guard let assetKey, let inProgress, let materialized, let failed else { return nil }
    return (assetKey.key, .init(inProgress: inProgress, materialized: materialized, failed: failed))
  }
}
