package import Attempt
import Contract
package import Dagster
import DagsterModel
import Ledger
import Works

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
  package func cancel(patience: Double) async -> RunResult {
    let result = await attempt(.cancel(patience: patience))
    do throws(RunResult) {
      guard try await endRehearsals(patience: patience) else { return result }
    } catch {
      let isNews = result.verdict == .notFound || result.verdict == .succeeded && error.verdict == .failed
      guard isNews else { return result }
      // What is recorded is told to people.
      var news = error
      news.record = result.record
      return news
    }
    guard result.verdict == .notFound else { return result }
    // It is rehearsed before anything is recorded; whoever was quicker has begun it by now.
    let again = await attempt(.cancel(patience: patience))
    return again.verdict == .notFound ? .rehearsalCanceled(name) : again
  }

  /// Has the job's rehearsals end.
  ///
  /// - Returns: whether there were any.
  private func endRehearsals(patience: Double) async throws(RunResult) -> Bool {
    let start = context.clock.uptime()
    var isFirst = true
    while true {
      let runs: [RunID]
      do { runs = try await client.stopRehearsals(of: name) } catch { throw RunResult(error) }
      guard !runs.isEmpty else { return !isFirst }
      guard context.clock.uptime() - start < patience else { throw .rehearsalGoesOn(name, runs) }
      do { try await context.clock.sleep(for: context.timing.poll.lowerBound) } catch { throw .detached }
      isFirst = false
    }
  }

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
