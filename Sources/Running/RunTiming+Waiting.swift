import Attempt
import Dagster

extension RunTiming {
  /// Whether what failed before a launch is to be tried again.
  func waits(after result: RunResult, client: DagsterClient) -> Bool {
    result.outlook == .passing && (waitsForFirstAnswer || client.wasReached)
  }
}
