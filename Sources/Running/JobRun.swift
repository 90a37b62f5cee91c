package import Attempt
package import Dagster
import Ledger
package import Planning
import Works

/// One attempt to carry a job out: at most once, and so that the next attempt can go on wherever it stops.
package struct JobRun: Sendable {
  private let job: JobToRun
  private let client: DagsterClient
  private let context: AttemptContext
  private let resumesCanceled: Bool
  private let approval: Approval?

  /// - Parameters:
  ///   - resumesCanceled: whether to do what is left of a job that a person canceled.
  ///   - approval: the plan that a person approved; where the job would do something else, it isn't begun.
  package init(
    job: JobToRun,
    client: DagsterClient,
    context: AttemptContext,
    resumesCanceled: Bool = false,
    approval: Approval? = nil
  ) {
    self.job = job
    self.client = client
    self.context = context
    self.resumesCanceled = resumesCanceled
    self.approval = approval
  }

  /// Runs the job and returns how it ended. Never throws.
  package func run() async -> RunResult {
    let goal = AttemptMachine.Goal.run(resumesCanceled: resumesCanceled)
    let planner = Planner(
      client: client,
      job: job,
      clock: context.clock,
      ledger: context.ledger,
      rehearsals: Rehearsals(id: context.launchPrefix, clock: context.clock)
    )
    var fresh = job.record(at: context.clock.now())
    var approval = approval
    if let asked = approval {
      do throws(RunResult) {
        let gate = ApprovalGate(planner: planner, context: context, goal: goal)
        (fresh.plan, approval) = try await pass(gate, asked, fresh: fresh)
      } catch {
        return error
      }
    }
    var attempt = AttemptDriver(
      machine: AttemptMachine(
        goal: goal,
        identity: context.identity(server: client.pages),
        timing: context.timing,
        fresh: fresh
      ),
      client: client,
      context: context,
      planner: planner,
      approval: approval
    )
    return await attempt.run()
  }

  /// Looks at the approved plan; where Dagster is away, again for as long as the attempt itself would wait.
  private func pass(_ gate: ApprovalGate, _ approval: Approval, fresh: Record) async throws(RunResult) -> (
    RecordedPlan?, Approval?
  ) {
    let (clock, timing) = (context.clock, context.timing)
    var start = clock.uptime()
    var isRehearsing = false
    while true {
      do throws(RunResult) {
        return try await gate.pass(approval, fresh: fresh)
      } catch  where error.outlook == .underWay {
        start = clock.uptime()
        if !isRehearsing { tell(.info, error.message) }
        isRehearsing = true
        do { try await clock.sleep(for: timing.poll.lowerBound) } catch { throw .detached }
      } catch {
        let away = clock.uptime() - start
        guard timing.waits(after: error, client: client), away < timing.outage else { throw error }
        tell(.warning, error.awayBeforeLaunch(for: away, of: timing.outage))
        do { try await clock.sleep(for: timing.poll.upperBound) } catch { throw .detached }
      }
    }
  }

  private func tell(_ severity: Severity, _ message: String) {
    context.events.emit(
      Event(
        time: context.clock.now(),
        severity: severity,
        message: message,
        fields: [("job", .string(job.name))]
      )
    )
  }
}
