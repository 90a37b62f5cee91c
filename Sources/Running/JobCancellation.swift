package import Attempt
package import Dagster
import Ledger

/// Stops what a job began, and waits until nothing of it runs any more.
///
/// A runner that has the job loses it: it finds so at its next write, and launches nothing more.
package struct JobCancellation: Sendable {
  private let job: String
  private let client: DagsterClient
  private let context: AttemptContext
  private let patience: Double

  /// - Parameter patience: for how many seconds it is waited for what runs to end.
  package init(job: String, client: DagsterClient, context: AttemptContext, patience: Double) {
    self.job = job
    self.client = client
    self.context = context
    self.patience = patience
  }

  package func run() async -> RunResult {
    let now = context.clock.now()
    var attempt = AttemptDriver(
      machine: AttemptMachine(
        goal: .cancel(patience: patience),
        identity: context.identity(server: client.pages),
        timing: context.timing,
        fresh: Record(
          job: job,
          document: DocumentReference(digest: "", text: "", file: ""),
          owner: "",
          reason: "",
          created: now,
          updated: now
        )
      ),
      client: client,
      context: context,
      planner: nil
    )
    return await attempt.run()
  }
}
