package import Kubernetes
package import Ledger

/// A ledger in a namespace of a Kubernetes cluster: a ConfigMap `production-jobs.<job>` a record.
///
/// It is safe between machines, as far as the cluster reaches: creating is refused where there is one of the
/// name, and replacing where the `resourceVersion` is another one. Errors that may pass are `.unreachable`;
/// a `RetryingLedger` tries them again.
package struct KubernetesLedger: Ledger {
  /// The namespace.
  package let namespace: String
  /// The permissions that are needed, as `kubectl create role` takes them.
  package static let verbs = "get,list,create,update"
  let client: KubernetesClient
  private let clock: any WallClock
  /// How long a request may still take when the task is canceled, in seconds: a runner that is told to stop
  /// has its record to write, and 2 s to do so.
  private let grace: Double
  private let pageSize: Int
  private let known = KnownMaps()
  private let events: (any EventSink)?

  /// A ledger in a namespace; nothing is created or read yet.
  ///
  /// `events` is told when the first record is made. `pageSize` is of how many records a request for all of them gets the metadata at once. `grace` is how many seconds a
  /// request may still take when its task is canceled.
  package init(
    client: KubernetesClient,
    namespace: String,
    clock: any WallClock,
    grace: Double = 0.8,
    pageSize: Int = 500,
    events: (any EventSink)? = nil
  ) {
    self.client = client
    self.namespace = namespace
    self.clock = clock
    self.grace = grace
    self.pageSize = pageSize
    self.events = events
  }

  /// The job's record, or `nil` when there is no ConfigMap for it.
  package func read(_ job: String) async throws(LedgerError) -> StoredRecord? {
    try JobName.check(job)
    let name = RecordConfigMap.name(of: job)
    let map: ConfigMap
    do throws(KubernetesError) {
      map = try await shielded { [client, namespace] () throws(KubernetesError) in
        try await client.get(name: name, namespace: namespace)
      }
    } catch {
      if error.isMissing { return nil }
      throw LedgerError(error)
    }
    return try stored(map)
  }

  /// Makes a job's ConfigMap.
  package func create(_ record: Record) async throws(LedgerError) -> StoredRecord {
    try JobName.check(record.job)
    let record = try record.fitting()
    let map = try RecordConfigMap.of(record)
    let created: ConfigMap
    do throws(KubernetesError) {
      created = try await shielded { [client, namespace] () throws(KubernetesError) in
        try await client.create(map, namespace: namespace)
      }
    } catch {
      if case .alreadyExists = error.reason { throw .exists(job: record.job) }
      throw LedgerError(error)
    }
    known.keep(created)
    if let events, await isAlone() { events.emit(.newLedger("kubernetes://\(namespace)", at: clock.now())) }
    return StoredRecord(record: record, revision: RecordConfigMap.revision(created))
  }

  /// Whether there is no other record than the one that was just made; not where that can't be told.
  private func isAlone() async -> Bool {
    let found: [PartialObject<ConfigMap>]? = try? await client.list(
      namespace: namespace,
      labels: RecordConfigMap.labels,
      limit: 2,
      maximum: 2
    )
    return found?.count == 1
  }

  /// Replaces a job's ConfigMap, unless it is not the one that was read.
  package func replace(_ stored: StoredRecord, with record: Record) async throws(LedgerError) -> StoredRecord
  {
    let job = stored.record.job
    try JobName.check(job)
    guard record.job == job else { throw .invalidName(record.job) }
    let record = try record.fitting()
    let map = try RecordConfigMap.of(record, over: try await present(job, revision: stored.revision))
    do throws(KubernetesError) {
      let replaced = try await shielded { [client, namespace] () throws(KubernetesError) in
        try await client.replace(map, namespace: namespace)
      }
      known.keep(replaced)
      return StoredRecord(record: record, revision: RecordConfigMap.revision(replaced))
    } catch {
      if case .conflict = error.reason { throw .conflict(job: job) }
      if error.isMissing { throw .conflict(job: job) }
      throw LedgerError(error)
    }
  }

  /// What is there, to be replaced. Throws `.conflict` where that is not what was read.
  private func present(_ job: String, revision: String) async throws(LedgerError) -> ConfigMap {
    let name = RecordConfigMap.name(of: job)
    if let map = known.map(name, revision: revision) { return map }
    let map: ConfigMap
    do throws(KubernetesError) {
      map = try await shielded { [client, namespace] () throws(KubernetesError) in
        try await client.get(name: name, namespace: namespace)
      }
    } catch {
      if error.isMissing { throw .conflict(job: job) }
      throw LedgerError(error)
    }
    guard RecordConfigMap.revision(map) == revision else { throw .conflict(job: job) }
    return map
  }

  /// Every record in short: of those that this version wrote only the metadata are read.
  package func history() async throws(LedgerError) -> LedgerHistory {
    let maps: [PartialObject<ConfigMap>]
    do throws(KubernetesError) {
      maps = try await shielded { [client, namespace, pageSize] () throws(KubernetesError) in
        try await client.list(namespace: namespace, labels: RecordConfigMap.labels, limit: pageSize)
      }
    } catch {
      throw LedgerError(error)
    }
    var history = LedgerHistory(summaries: [])
    for map in maps {
      if let summary = RecordConfigMap.summary(map.metadata) {
        history.summaries.append(summary)
        continue
      }
      do throws(LedgerError) {
        if let summary = try await summary(ofMap: map.metadata.name) { history.summaries.append(summary) }
      } catch {
        history.problems.append(error)
      }
    }
    return LedgerHistory(summaries: history.summaries, problems: history.problems)
  }

  /// `nil` where it is gone by now.
  private func summary(ofMap name: String) async throws(LedgerError) -> RecordSummary? {
    let map: ConfigMap
    do throws(KubernetesError) {
      map = try await client.get(name: name, namespace: namespace)
    } catch {
      if error.isMissing { return nil }
      throw LedgerError(error)
    }
    return try stored(map).record.summary
  }

  private func stored(_ map: ConfigMap) throws(LedgerError) -> StoredRecord {
    let stored = try RecordConfigMap.stored(map, source: "the ConfigMap \(namespace)/\(map.metadata.name)")
    known.keep(map)
    return stored
  }

  /// Lets a request go on for a moment after the task is canceled.
  private func shielded<Result: Sendable>(
    _ request: @escaping @Sendable () async throws(KubernetesError) -> Result
  ) async throws(KubernetesError) -> Result {
    let task = Task<Swift.Result<Result, KubernetesError>, Never> {
      do throws(KubernetesError) { return .success(try await request()) } catch { return .failure(error) }
    }
    return try await withTaskCancellationHandler {
      await task.value
    } onCancel: { [clock, grace] in
      Task {
        try? await clock.sleep(for: grace)
        task.cancel()
      }
    }.get()
  }
}
