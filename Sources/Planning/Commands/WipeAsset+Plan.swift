public import Dagster
import DagsterModel
import Diagnostics
public import JobDSL
import Ledger
public import Schema
import Works

extension WipeAsset: Plannable {
  public func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    let place = site.path[\Self.asset]
    guard let definition = try await site.only(asset, at: place, problems: &problems) else { return nil }
    let key = definition.key
    let activity = try await site.client.activity(of: [key])[key] ?? AssetActivity()
    guard activity.runs.isEmpty else {
      problems.append(
        Issue(
          at: place,
          "expected an asset that nothing is working on, found \(counted(activity.runs.count, "run")) of "
            + "\"\(key)\" under way, first \(activity.runs[0])",
          hint: "wait for the end, or cancel it: what it makes would be deleted or kept, by chance"
        )
      )
      return nil
    }
    guard activity.isMaterialized else { return PlannedStep(work: OnceWork(Wipe(asset: key, count: 0))) }
    var lost = "\(key): its history in Dagster, with its asset checks"
    if definition.partitioning != nil {
      let count = try await site.client.materializedPartitions(of: key).count
      lost += ", and that \(counted(count, "partition")) of it \(count == 1 ? "is" : "are") materialized"
    }
    return PlannedStep(
      work: OnceWork(Wipe(asset: key, count: 1)),
      changes: [PlannedChange("wipes", lost, isLoss: true)]
    )
  }
}

private struct Wipe: Change {
  let asset: AssetKey
  let count: Int

  func carryOut(on client: DagsterClient) async throws(DagsterError) {
    guard let before = try await materialized(on: client) else { return }
    try await client.wipe(asset)
    // What reacts to nothing may have made it anew by now.
    do throws(DagsterError) {
      guard let after = try await materialized(on: client), after <= before else { return }
      throw .undone(1, of: 1)
    } catch {
      throw error.afterSending
    }
  }

  func isDone(since intended: Timestamp, on client: DagsterClient) async throws(DagsterError) -> Bool {
    guard let latest = try await materialized(on: client) else { return true }
    guard latest > intended.seconds else { return false }
    throw DagsterError(
      .refused(
        type: "Rematerialized",
        message:
          "\"\(asset)\" was materialized after its history was to be deleted, and whether that came before or "
          + "after the deletion nobody can tell: nothing more is deleted. Look at it in Dagster; cancel this job, and "
          + "write a new one if the history is still to go"
      )
    )
  }

  private func materialized(on client: DagsterClient) async throws(DagsterError) -> Double? {
    try await client.activity(of: [asset])[asset]?.materialized
  }
}
