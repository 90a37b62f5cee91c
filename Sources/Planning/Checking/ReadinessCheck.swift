import Dagster
import DagsterModel
import Ledger

/// Refuses a server on which a launch would be taken and then lie there forever.
struct ReadinessCheck {
  /// Daemons report every 30 s; the rest is for clocks that differ.
  static let staleAfter = 300.0

  let readiness: Readiness
  let now: Timestamp

  func check() throws(CheckFailure) {
    try checkPermissions()
    try checkDaemons()
  }

  private func checkPermissions() throws(CheckFailure) {
    for name in ["launch_partition_backfill", "launch_pipeline_execution"] {
      guard let permission = readiness.permissions[name], !permission.granted else { continue }
      let reason = permission.reason.map { ": \($0)" } ?? ""
      throw .refused(
        "Dagster doesn't grant this runner `\(name)`\(reason); use a server or a token that may launch"
      )
    }
  }

  private func checkDaemons() throws(CheckFailure) {
    for type in ["BACKFILL", "QUEUED_RUN_COORDINATOR"] {
      guard let daemon = readiness.daemons.first(where: { $0.type == type && $0.required }) else { continue }
      guard let heartbeat = daemon.lastHeartbeat else {
        throw .unready("Dagster's \(type) daemon has never run: start dagster-daemon; nothing was launched")
      }
      let age = now.seconds - heartbeat
      guard age < Self.staleAfter else {
        throw .unready(
          "Dagster's \(type) daemon was last alive \(Int(age)) s ago: a launch would wait forever; "
            + "start dagster-daemon; nothing was launched"
        )
      }
    }
  }
}
