import Attempt
import Contract
import Dagster
import DagsterModel
import Ledger
import Planning
import Works

extension AttemptDriver {
  mutating func plan(_ steps: [Int]) async -> AttemptMachine.Reply {
    guard let planner else { return .failed(.bug("a cancellation plans nothing")) }
    do {
      let planned = try await planner.plan(
        steps: steps,
        after: machine.stored?.record,
        approved: approval,
        conditionsOf: hasPlanned ? Set(steps.prefix(1)) : nil
      )
      works = planned.steps.mapValues(\.work)
      forecast = planned.forecast
      (approval, hasPlanned) = (nil, true)
      var plans = works.mapValues(AttemptMachine.Planned.init)
      for step in steps {
        plans[step]?.isRevived = try await isRevived(step)
        plans[step]?.rehearsed = planned.steps[step]?.rehearsal?.reported
      }
      return .planned(plans, approved: planned.approved)
    } catch {
      if error.verdict == .detached { return .interrupted }
      if error.outlook == .underWay { return .preparing(error) }
      // With a launch behind it, it ends no more for what only may last.
      let isWorthWaiting =
        machine.stored?.record.hasLaunches == true
        ? error.outlook != .lasting : context.timing.waits(after: error, client: client)
      return isWorthWaiting ? .away(error) : .failed(error)
    }
  }

  /// Whether the step's last launch has moved on since it ended: what people re-execute in Dagster belongs to it.
  private func isRevived(_ step: Int) async throws(RunResult) -> Bool {
    guard let last = machine.stored?.record.steps[step].launches.last, let id = last.dagsterID,
      last.finished != nil
    else { return false }
    guard let work = last.kind.work else { throw .unknownWork(last.kind) }
    do throws(DagsterError) {
      return try await work.isRevived(last, as: id, for: aim(ofStep: step), on: client)
    } catch {
      throw RunResult(error)
    }
  }

  mutating func launch(_ order: AttemptMachine.LaunchOrder) async -> AttemptMachine.Reply {
    guard !Task.isCancelled else { return .notLaunched(.detached) }
    guard context.clock.uptime() <= order.notAfter else { return .tooLate }
    guard let work = works[order.step] else {
      return .notLaunched(.bug("step \(StepNumber(at: order.step)) has no plan"))
    }
    do throws(DagsterError) {
      if let launch = machine.stored?.record.steps[order.step].launches.last,
        let change = try await work.change(since: launch, on: client)
      {
        return .notLaunched(.plannedAnew(change))
      }
      let id = try await work.start(as: labels(order), on: client)
      // Its keys may be many, and are not needed any more.
      works[order.step] = nil
      return .launched(id: id)
    } catch {
      if error.isOfTheRest, !error.mayStillArrive { return .partial(RunResult(launch: error)) }
      return error.mayHaveTakenEffect
        ? .uncertain(RunResult(launch: error), mayStillArrive: error.mayStillArrive)
        : .notLaunched(RunResult(error))
    }
  }

  private func labels(_ order: AttemptMachine.LaunchOrder) -> WorkLabels {
    WorkLabels(
      tags: tags(order),
      title: "\(machine.fresh.job), step \(StepNumber(at: order.step)) of \(machine.fresh.steps.count)",
      description: machine.fresh.reason
    )
  }

  private func tags(_ order: AttemptMachine.LaunchOrder) -> [Tag] {
    let provenance = context.provenance
    let own: [(String, String?)] = [
      (TagKey.job, machine.fresh.job), (TagKey.document, machine.fresh.document.digest),
      (TagKey.step, "\(StepNumber(at: order.step))"), (TagKey.actor, provenance.actor),
      (TagKey.commit, provenance.commit), (TagKey.launchID, order.launchID),
    ]
    return own.compactMap { key, value in value.map { Tag(key, $0) } }
  }

  /// Everything in Dagster that carries the job's name, whatever has become of it.
  func search() async -> AttemptMachine.Reply {
    do throws(DagsterError) {
      return .found(ids: try await client.works(of: machine.fresh.job, at: context.clock.now()))
    } catch {
      let result = RunResult(error)
      if result.verdict == .detached { return .interrupted }
      return context.timing.waits(after: result, client: client) ? .away(result) : .failed(result)
    }
  }

  mutating func lookUp(_ launch: LaunchRecord, ofStep step: Int) async -> AttemptMachine.Reply {
    guard let work = launch.kind.work else { return .failed(.unknownWork(launch.kind)) }
    do {
      guard !work.isFoundByTags, planner != nil else {
        return .found(ids: try await work.find(launch, on: client))
      }
      // Nothing in Dagster has its id: what it was to bring about is looked at.
      return .found(ids: try await planned(step)?.find(launch, on: client) ?? [])
    } catch let error as DagsterError {
      return .init(error)
    } catch let result as RunResult {
      if result.verdict == .detached { return .interrupted }
      return result.outlook == .lasting ? .failed(result) : .away(result)
    } catch {
      return .failed(.bug("\(error)"))
    }
  }

  private mutating func planned(_ step: Int) async throws(RunResult) -> (any Work)? {
    if let work = works[step] { return work }
    return try await planner?.survey(steps: [step], after: machine.stored?.record, toLaunch: true)
      .planned.steps[step]?.work
  }
}

extension AttemptMachine.Planned {
  init(_ work: any Work) {
    self.init(
      kind: type(of: work).kind,
      targeted: work.targeted,
      targetedByAsset: work.targetedByAsset,
      skipped: work.skipped,
      pause: work.pause
    )
  }
}

extension AttemptMachine.Reply {
  /// What an error of a look means; a launch has its own rules.
  init(_ error: DagsterError) {
    let result = RunResult(lookingAtWork: error)
    self =
      result.verdict == .detached
      ? .interrupted : result.outlook == .lasting ? .failed(result) : .away(result)
  }
}
