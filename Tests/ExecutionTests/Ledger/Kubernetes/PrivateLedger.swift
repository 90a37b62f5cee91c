import Kubernetes

@testable import ClusterLedger
@testable import Ledger

/// Part of a ledger that others use as well: the jobs whose names have a prefix, and appear without it.
struct PrivateLedger: Ledger {
  private let ledger: KubernetesLedger
  private let prefix: String

  init(_ ledger: KubernetesLedger, prefix: String) {
    self.ledger = ledger
    self.prefix = prefix
  }

  func read(_ job: String) async throws(LedgerError) -> StoredRecord? {
    let name = try outer(job)
    return try await translated { [ledger] () throws(LedgerError) in try await ledger.read(name) }.map(inner)
  }

  func create(_ record: Record) async throws(LedgerError) -> StoredRecord {
    let record = try outer(record)
    return inner(try await translated { [ledger] () throws(LedgerError) in try await ledger.create(record) })
  }

  func replace(_ stored: StoredRecord, with record: Record) async throws(LedgerError) -> StoredRecord {
    let outside = StoredRecord(record: try outer(stored.record), revision: stored.revision)
    let record = try outer(record)
    return inner(
      try await translated { [ledger] () throws(LedgerError) in
        try await ledger.replace(outside, with: record)
      }
    )
  }

  func history() async throws(LedgerError) -> LedgerHistory {
    let own = try await ledger.history().summaries.filter { $0.job.hasPrefix(prefix) }
    return LedgerHistory(
      summaries: own.map { summary in
        var summary = summary
        summary.job = String(summary.job.dropFirst(prefix.count))
        return summary
      }
    )
  }

  func deleteAll(with client: KubernetesClient) async throws {
    for summary in try await history().summaries {
      let name = RecordConfigMap.name(of: prefix + summary.job)
      try await client.delete(ConfigMap.self, name: name, namespace: ledger.namespace)
    }
  }

  /// A bad name stays bad and stays itself.
  private func outer(_ job: String) throws(LedgerError) -> String {
    try JobName.check(job)
    return prefix + job
  }

  private func outer(_ record: Record) throws(LedgerError) -> Record {
    var record = record
    record.job = try outer(record.job)
    return record
  }

  private func inner(_ stored: StoredRecord) -> StoredRecord {
    var record = stored.record
    record.job = String(record.job.dropFirst(prefix.count))
    return StoredRecord(record: record, revision: stored.revision)
  }

  private func translated<Value>(
    _ body: () async throws(LedgerError) -> Value
  ) async throws(LedgerError) -> Value {
    do throws(LedgerError) {
      return try await body()
    } catch {
      switch error {
      case .exists(let job): throw .exists(job: String(job.dropFirst(prefix.count)))
      case .conflict(let job): throw .conflict(job: String(job.dropFirst(prefix.count)))
      case .invalidName(let job): throw .invalidName(String(job.dropFirst(prefix.count)))
      default: throw error
      }
    }
  }
}
