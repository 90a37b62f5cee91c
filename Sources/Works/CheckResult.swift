import Dagster
package import DagsterModel

/// What an asset check said in a run, or in the newest retry of it.
struct CheckResult: CustomStringConvertible {
  let check: AssetCheck
  let run: Run
  let execution: CheckExecution

  var hasFailed: Bool { execution.status == .failed }
  var hasPassed: Bool { execution.status == .succeeded }

  var description: String {
    let of = run.hasPartitions ? " for \(run.partitionText)" : ""
    let severity = hasFailed ? execution.severity.map { " (\($0))" } ?? "" : ""
    return "\(check) \(execution.verdict)\(of)\(severity)\(execution.details)"
  }

  static func all(of chain: RunChain, client: DagsterClient) async throws(DagsterError)
    -> [CheckResult]
  {
    var checks: Set<AssetCheck> = []
    for run in chain.runs { checks.formUnion(try await client.checks(ofRun: run.id)) }
    let since = chain.runs.map(\.creationTime).min() ?? 0
    let executions = try await executions(of: checks, since: since, client: client)
    return newest(executions, of: Dictionary(chain.runs.map { ($0.id, $0) }) { $1 })
  }

  /// Those that failed.
  ///
  /// - Parameter chains: of those of its runs that have not simply succeeded.
  static func failed(in backfill: DagsterModel.Backfill, _ chains: [RunChain], client: DagsterClient)
    async throws(DagsterError) -> [CheckResult]
  {
    let checks = try await client.checks(of: Array(backfill.assetCounts.keys))
    let executions = try await executions(of: checks, since: backfill.creationTime, client: client)
    var runs = Dictionary(chains.flatMap(\.runs).map { ($0.id, $0) }) { $1 }
    let suspects = Set(executions.flatMap(\.1).filter { $0.status == .failed }.map(\.run))
    for run in try await client.runs(suspects.filter { runs[$0] == nil })
    where run.tags[key: Tag.backfillKey] == backfill.id.rawValue { runs[run.id] = run }
    return newest(executions, of: runs).filter(\.hasFailed)
  }

  /// The chains of runs that succeeded with a check that failed, where somebody has run one of them again since: the newest
  /// run decides.
  ///
  /// - Parameter chains: of those of its runs that have not simply succeeded.
  static func mended(in backfill: DagsterModel.Backfill, _ chains: [RunChain], client: DagsterClient)
    async throws(DagsterError) -> [RunChain]
  {
    let known = Set(chains.flatMap(\.runs).map(\.id))
    do throws(DagsterError) {
      let failed = try await failed(in: backfill, chains, client: client).map(\.run)
      return try await client.chains(of: failed.filter { !known.contains($0.id) }).filter {
        $0.runs.count > 1
      }
    } catch {
      guard error.leavesChecksOpen else { throw error }
      return []
    }
  }

  private static func executions(of checks: Set<AssetCheck>, since time: Double, client: DagsterClient)
    async throws(DagsterError) -> [(AssetCheck, [CheckExecution])]
  {
    // Told by the database's clock, which counts whole seconds on SQLite and may be another one than the server's. Runs
    // are told apart by their ids; this only keeps the list short.
    let time = time - 3_600
    var found: [(AssetCheck, [CheckExecution])] = []
    for check in checks.sorted(by: { $0.description < $1.description }) {
      found.append((check, try await client.executions(of: check, since: time)))
    }
    return found
  }

  /// By the newest run with the check in each chain: a retry may have settled one. Of a check with partitions a run has an
  /// execution for each.
  private static func newest(_ executions: [(AssetCheck, [CheckExecution])], of runs: [RunID: Run])
    -> [CheckResult]
  {
    executions.flatMap { check, executions in
      var newest: [RunID: RunID] = [:]
      return executions.compactMap { execution -> CheckResult? in
        guard let run = runs[execution.run] else { return nil }
        let last = newest[run.chainID] ?? run.id
        newest[run.chainID] = last
        return last == run.id ? CheckResult(check: check, run: run, execution: execution) : nil
      }
    }
  }
}

extension CheckExecution {
  /// In a word.
  package var verdict: String {
    switch status {
    case .succeeded: "passed"
    case .failed: "failed"
    case .other: "was not evaluated"
    }
  }

  /// What its code says of it, with the numbers that it reports: `: only 3 rows, rows 3`.
  package var details: String {
    let parts = [description].compactMap(\.self) + figures.map { "\($0.label) \($0.number)" }
    return parts.isEmpty ? "" : ": \(parts.joined(separator: ", "))"
  }
}
