public import Dagster
import DagsterModel
import Diagnostics
import ExactText
public import JobDSL
import Ledger
public import Schema
import Works

extension ReportMaterialized: Plannable {
  public func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    let before = problems.count
    let place = site.path[\Self.asset]
    guard let definition = try await site.only(asset, at: place, problems: &problems) else { return nil }
    let key = definition.key
    guard let partitions else {
      site.checkUnpartitioned(definition, at: place, hint: "name them with `partitions`", problems: &problems)
      guard problems.count == before else { return nil }
      let isThere = try await site.client.activity(of: [key])[key]?.isMaterialized == true
      return PlannedStep(
        work: OnceWork(WholeReport(asset: key, job: site.job, count: isThere ? 0 : 1)),
        assets: [definition]
      )
    }
    site.check([definition], arePartitionedAs: partitions, at: [place], problems: &problems)
    guard problems.count == before else { return nil }
    let selected = try await PartitionExpansion(keys: site.keys, at: site.path[\Self.partitions]).partitions(
      of: key,
      in: partitions,
      primary: definition.partitioning?.primaryDimension,
      problems: &problems
    )
    guard problems.count == before else { return nil }
    let states = try await site.client.states(of: [key: selected], allKeys: site.keys.knownKeys)
    let open = selected.filter { states[key]?.materialized.contains($0) != true }
    return PlannedStep(
      work: OnceWork(
        PartitionsReport(keys: open.keys, asset: key, job: site.job),
        skipped: selected.count - open.count
      ),
      assets: [definition],
      partitions: open,
      states: states
    )
  }
}

private struct PartitionsReport: KeyedChange {
  let keys: [String]
  let asset: AssetKey
  let job: String
  /// Each takes the server a transaction.
  static let batch = 100

  func missing(on client: DagsterClient) async throws(DagsterError) -> [String] {
    let there = try await client.materializedPartitions(of: asset)
    return keys.filter { !there.contains($0) }
  }

  func send(_ keys: [String], to client: DagsterClient) async throws(DagsterError) {
    try await client.reportMaterialized(asset, partitions: keys, description: "reported by the job \(job)")
  }
}

private struct WholeReport: Change {
  let asset: AssetKey
  let job: String
  let count: Int

  func carryOut(on client: DagsterClient) async throws(DagsterError) {
    guard try await !isThere(on: client) else { return }
    try await client.reportMaterialized(asset, partitions: nil, description: "reported by the job \(job)")
    do throws(DagsterError) {
      guard try await isThere(on: client) else { throw .undone(1, of: 1) }
    } catch {
      throw error.afterSending
    }
  }

  func isDone(since intended: Timestamp, on client: DagsterClient) async throws(DagsterError) -> Bool {
    try await isThere(on: client)
  }

  private func isThere(on client: DagsterClient) async throws(DagsterError) -> Bool {
    try await client.activity(of: [asset])[asset]?.isMaterialized == true
  }
}
