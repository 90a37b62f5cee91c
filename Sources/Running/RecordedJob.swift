package import Attempt
package import Dagster
import Ledger

/// A job by its record alone: what can be done about one whose document is not at hand.
package struct RecordedJob: Sendable {
  private let name: String
  private let client: DagsterClient
  private let context: AttemptContext

  package init(_ name: String, client: DagsterClient, context: AttemptContext) {
    (self.name, self.client, self.context) = (name, client, context)
  }

  /// Stops what it began, and waits until nothing of it runs any more.
  ///
  /// A runner that has the job loses it: it finds so at its next write, and launches nothing more.
  ///
  /// - Parameter patience: for how many seconds it is waited for what runs to end.
  package func cancel(patience: Double) async -> RunResult { await attempt(.cancel(patience: patience)) }

  /// Switches on again what it has switched off. A runner that has the job keeps it.
  package func restore() async -> RunResult { await attempt(.restore) }

  private func attempt(_ goal: AttemptMachine.Goal) async -> RunResult {
    let now = context.clock.now()
    var attempt = AttemptDriver(
      machine: AttemptMachine(
        goal: goal,
        identity: context.identity(server: client.pages),
        timing: context.timing,
        fresh: Record(
          job: name,
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
