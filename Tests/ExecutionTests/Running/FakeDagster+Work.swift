import DagsterModel
import ExactText
import JSONTree

@testable import Dagster

/// What was launched, and what becomes of it.
extension FakeDagster.State {
  mutating func launchBackfill(_ params: JSONValue) -> JSONValue {
    let id = "backfill-\(work.count + 1)"
    let ranges = params["partitionsByAssets"]?[0]?["partitions"]?["ranges"]?.elements ?? []
    let partitions = (params["partitionNames"]?.elements ?? ranges.compactMap { $0["start"] }).compactMap(
      \.text
    )
    work.append(
      .init(
        id: id,
        isBackfill: true,
        tags: params["tags"]?.tags ?? [],
        targeted: taken ?? partitions.count,
        partitions: partitions,
        failing: failing
      )
    )
    return ["__typename": "LaunchBackfillSuccess", "backfillId": .string(id)]
  }

  mutating func launchRun(_ params: JSONValue) -> JSONValue {
    let id = "run-\(work.count + 1)"
    work.append(
      .init(id: id, isBackfill: false, tags: params["executionMetadata"]?["tags"]?.tags ?? [], targeted: 1)
    )
    return ["__typename": "LaunchRunSuccess", "run": ["runId": .string(id)]]
  }

  private func found(_ filter: JSONValue, isBackfill: Bool) -> [FakeDagster.Work] {
    let wanted = filter["tags"]?.tags ?? []
    return work.filter { work in work.isBackfill == isBackfill && wanted.allSatisfy(work.tags.contains) }
  }

  func backfills(_ filter: JSONValue) -> JSONValue {
    let results = isMigrated ? found(filter, isBackfill: true).map(summary) : []
    return ["__typename": "RunsFeedConnection", "cursor": "", "hasMore": false, "results": .array(results)]
  }

  func recentBackfills() -> JSONValue {
    ["__typename": "PartitionBackfills", "results": .array(work.filter(\.isBackfill).map(summary))]
  }

  private func summary(_ work: FakeDagster.Work) -> JSONValue {
    [
      "id": .string(work.id), "creationTime": 0, "tags": .tags(work.tags),
      "status": work.isCanceled ? "CANCELED" : "REQUESTED",
    ]
  }

  func runs(_ filter: JSONValue) -> JSONValue {
    let backfill = filter["tags"]?.tags.first { $0.key == Tag.backfillKey }?.value
    var results = found(filter, isBackfill: false).map {
      run($0, status: $0.failed == nil ? "QUEUED" : "FAILURE")
    }
    if let backfill { results = runs(ofBackfill: backfill) }
    if let ids = filter["runIds"]?.elements.compactMap(\.text) { results = ids.compactMap(lateRetry) }
    if let statuses = filter["statuses"]?.elements.compactMap(\.text) {
      results = results.filter { statuses.contains($0["status"]?.text ?? "") }
    }
    return ["__typename": "Runs", "results": .array(results)]
  }

  /// One for each partition, as they are when the backfill has ended.
  private func runs(ofBackfill id: String) -> [JSONValue] {
    guard let work = work.first(where: { $0.id == id }), !work.isCanceled else { return [] }
    return work.partitions.map { partition in
      var tags = work.tags + [Tag(Tag.partitionKey, partition)]
      if work.failing.contains(partition), let promise = retries?.promise {
        tags.append(Tag(Tag.willRetryKey, promise ? "true" : "false"))
      }
      if settledLate.contains(partition) {
        tags += [Tag(Tag.willRetryKey, "true"), Tag(Tag.retryRunKey, "\(id)-\(partition)-late")]
      }
      let run = FakeDagster.Work(id: "\(id)-\(partition)", isBackfill: false, tags: tags, targeted: 1)
      return self.run(run, status: work.failing.contains(partition) ? "FAILURE" : "SUCCESS")
    }
  }

  /// The retry of a failed run of a backfill, whose id tells both.
  private func lateRetry(_ id: String) -> JSONValue? {
    guard id.hasSuffix("-late"),
      case .object(var members) = run(
        FakeDagster.Work(
          id: id,
          isBackfill: false,
          tags: [Tag(Tag.retryNumberKey, "1")],
          targeted: 1
        ),
        status: "SUCCESS"
      )
    else { return nil }
    let root = String(id.dropLast("-late".count))
    members["parentRunId"] = .string(root)
    members["rootRunId"] = .string(root)
    members["creationTime"] = 1
    return .object(members)
  }

  /// What a run of a backfill has made: the partition at the end of its id, unless that failed.
  func materializations(ofRun id: String) -> [JSONValue] {
    let isLate = id.hasSuffix("-late")
    let partition = String((isLate ? String(id.dropLast("-late".count)) : id).suffix(10))
    if !isLate, work.contains(where: { $0.failing.contains(partition) && id == "\($0.id)-\(partition)" }) {
      return []
    }
    guard isLate || !settledLate.contains(partition) else { return [] }
    return [["partition": .string(partition), "assetKey": ["path": ["orders"]]]]
  }

  private mutating func look(at id: String) -> (FakeDagster.Work, isOver: Bool)? {
    guard let index = work.firstIndex(where: { $0.id == id }) else { return nil }
    work[index].looks += 1
    return (
      work[index],
      work[index].looks > looksToEnd && !(work[index].isCanceled && stubborn.contains(id))
    )
  }

  mutating func backfill(_ id: String) -> JSONValue {
    guard let (work, isOver) = look(at: id) else { return ["__typename": "BackfillNotFoundError"] }
    let failed = isOver && !work.isCanceled ? work.partitions.count(where: work.failing.contains) : 0
    let completed = failed == 0 ? "COMPLETED_SUCCESS" : "COMPLETED_FAILED"
    // It is kept open for retries that are to come.
    let isHeld = failed > 0 && retries?.promise == true
    let ended = isHeld ? "REQUESTED" : completed
    let status = work.isCanceled ? (isOver ? "CANCELED" : "CANCELING") : isOver ? ended : "REQUESTED"
    let done = isOver && !work.isCanceled ? work.targeted - failed : 0
    let counts: JSONValue = [
      "assetKey": ["path": ["orders"]], "numPartitionsTargeted": .int(work.targeted),
      "numPartitionsInProgress": 0, "numPartitionsMaterialized": .int(done),
      "numPartitionsFailed": .int(failed),
    ]
    return [
      "__typename": "PartitionBackfill", "id": .string(id), "status": .string(status),
      "isAssetBackfill": true,
      "numPartitions": .int(work.targeted), "timestamp": 0, "tags": .tags(work.tags),
      "assetBackfillData": ["assetBackfillStatuses": [counts]], "partitionStatusCounts": [],
    ]
  }

  mutating func run(_ id: String) -> JSONValue {
    guard let (work, isOver) = look(at: id) else { return ["__typename": "RunNotFoundError"] }
    return run(work, status: isOver ? (work.isCanceled ? "CANCELED" : "SUCCESS") : "STARTED")
  }

  /// A run with its retry; the one that failed can't be canceled any more.
  mutating func chain(_ id: String) -> JSONValue {
    func answer(_ first: JSONValue, _ later: [JSONValue] = []) -> JSONValue {
      ["runOrError": first, "runsOrError": ["__typename": "Runs", "results": .array(later)]]
    }
    if let old = work.first(where: { $0.id == id }), old.isOld {
      let later = work.indices.filter { work[$0].root == id }.map { run(work[$0].id) }
      return answer(run(old, status: ended.status), later.reversed())
    }
    guard let retries, let (work, _) = look(at: id) else { return answer(run(id)) }
    var failed = work
    failed.tags += retries.promise.map { [Tag(Tag.willRetryKey, $0 ? "true" : "false")] } ?? []
    guard let looks = retries.looks, work.looks > looks else { return answer(run(failed, status: "FAILURE")) }
    let status =
      work.isCanceled ? "CANCELED" : work.looks > looks + retries.looksToEnd ? "SUCCESS" : "STARTED"
    var retry = run(work, status: status)
    if case .object(var members) = retry {
      members["runId"] = .string("\(id)-retry")
      members["parentRunId"] = .string(id)
      members["rootRunId"] = .string(id)
      members["tags"] = .tags(work.tags + [Tag(Tag.retryNumberKey, "1")])
      retry = .object(members)
    }
    return answer(run(failed, status: "FAILURE"), [retry])
  }

  func run(_ work: FakeDagster.Work, status: String) -> JSONValue {
    [
      "__typename": "Run", "runId": .string(work.id), "status": .string(status),
      "jobName": .string(work.job), "tags": .tags(work.tags),
      "endTime": work.failed.map(JSONValue.double) ?? .null,
      "parentRunId": work.parent.map(JSONValue.string) ?? .null,
      "rootRunId": work.root.map(JSONValue.string) ?? .null,
    ]
  }

  mutating func cancel(_ id: String, _ answer: String) -> JSONValue {
    for index in work.indices where work[index].id == id || id == "\(work[index].id)-retry" {
      work[index].isCanceled = true
    }
    return ["__typename": .string(answer)]
  }
}
