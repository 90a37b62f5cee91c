import Dagster
import DagsterModel
import Ledger
import Works

extension FailedPartition {
  /// How many failed runs are asked for their reason.
  private static var reasonLimit: Int { 20 }

  /// The partitions that failed in the end, each once, with the last reason in the code's own words. Best effort: the verdict stands
  /// without it.
  static func all(of launch: LaunchRecord, client: DagsterClient, report: (String) -> Void) async
    -> [FailedPartition]
  {
    guard let id = launch.dagsterID else { return [] }
    do throws(DagsterError) {
      var failures: [FailedPartition] = []
      for (index, run) in (try await launch.kind.work?.failedRuns(of: id, on: client) ?? []).enumerated() {
        let reason = index < reasonLimit ? try await client.failureReason(ofRun: run.id)?.message : nil
        failures.append(
          FailedPartition(partition: run.partitionText, runID: run.id.rawValue, reason: reason)
        )
      }
      return failures.sorted { $0.partition < $1.partition }
    } catch {
      report("the failed partitions could not be listed: \(error.advised)")
      return []
    }
  }
}
