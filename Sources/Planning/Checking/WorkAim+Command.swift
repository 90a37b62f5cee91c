import Dagster
import DagsterModel
package import JobDSL
package import Works

extension WorkAim {
  /// What a command asks of its work.
  ///
  /// - Parameter job: the production job that it is of.
  package init(of command: any Command, job: String) {
    let ensures = command.conditions.ensures
    let subject = command.subject
    self.init(
      needsChecks: ensures == .checksPassed || subject.isChecked,
      allowsGaps: ensures == .runsSucceeded,
      promised: subject.isChecked
        ? []
        : subject.assets.map {
          Materialization(asset: AssetKey(userString: $0), partition: subject.partition)
        },
      rehearsed: (command as? Launch)?.rehearsal.map { rehearsal in
        RehearsedAim(job: job, figures: rehearsal.expects.map(\.figure))
      },
      drains: (command as? Pause)?.draining ?? false
    )
    tellsChecks = subject.isChecked
  }
}
