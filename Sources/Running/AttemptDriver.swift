import Attempt
import Contract
import Dagster
import ExactText
import Ledger
import Planning
import Works

/// Carries out what an attempt's machine says, and tells it what came of it.
struct AttemptDriver: Sendable {
  var machine: AttemptMachine
  let client: DagsterClient
  let context: AttemptContext
  /// `nil` where nothing is to be launched.
  let planner: Planner?
  /// What was approved, until the first planning has shown that it is so.
  var approval: Approval?
  /// Whether every open step's conditions were met once; from then on the next step's are looked at.
  var hasPlanned = false
  /// What the steps that are still to be launched will start.
  var works: [Int: any Work] = [:]
  /// Asks how many seconds the step takes that is launched next; `nil` once it was asked.
  var forecast: (step: Int, ask: @Sendable () async -> Double?)?
  /// What it said.
  var expected: (step: Int, seconds: Double?)?
  /// What was warned of that is found at each look.
  var warnings: Set<ExactString> = []

  init(
    machine: AttemptMachine,
    client: DagsterClient,
    context: AttemptContext,
    planner: Planner?,
    approval: Approval? = nil
  ) {
    self.approval = approval
    self.machine = machine
    self.client = client
    self.context = context
    self.planner = planner
  }

  mutating func run() async -> RunResult {
    var reply = AttemptMachine.Reply.begin
    while true {
      let action = machine.next(reply, at: Moment(context.clock))
      for note in machine.notes { report(note) }
      machine.notes = []
      if case .stop(var result) = action {
        // The record of another document says nothing of this one.
        if result.verdict != .documentChanged { result.record = machine.stored?.record }
        return result
      }
      reply = await perform(action)
    }
  }

  private mutating func perform(_ action: AttemptMachine.Action) async -> AttemptMachine.Reply {
    switch action {
    case .read, .create, .replace: await record(action)
    case .launch(let order): await launch(order)
    case .pause(let seconds): await pause(seconds)
    case .stop: .begin
    // On cancellation, pending writes are finished and nothing new is started.
    case _ where Task.isCancelled: .interrupted
    case .plan(let steps): await plan(steps)
    case .search: await search()
    case .lookUp(let step, let launch): await lookUp(launch, ofStep: step)
    case .poll(let step, let launch): await observe(launch, ofStep: step)
    case .cancel(_, let launch): await cancel(launch)
    case .restore(_, let launch, let notAfter): await restore(launch, notAfter: notAfter)
    case .explain(_, let launch):
      .explained(await FailedPartition.all(of: launch, client: client, report: warn))
    }
  }

  private func pause(_ seconds: Double) async -> AttemptMachine.Reply {
    do {
      try await context.clock.sleep(for: seconds)
      return .paused
    } catch {
      return .interrupted
    }
  }
}

extension AttemptDriver {
  /// A runner that is told to leave still has its record to write: the ledger is asked from a task of its own.
  private func record(_ action: AttemptMachine.Action) async -> AttemptMachine.Reply {
    let ledger = context.ledger
    let job = machine.fresh.job
    return await Task {
      do throws(LedgerError) {
        switch action {
        case .create(let record): return .written(try await ledger.create(record))
        case .replace(let stored, let record): return .written(try await ledger.replace(stored, with: record))
        default: return .record(try await ledger.read(job))
        }
      } catch {
        switch error {
        case .exists: return .exists
        case .conflict: return .conflict
        default: return .ledgerFailed(RunResult(error))
        }
      }
    }.value
  }
}
