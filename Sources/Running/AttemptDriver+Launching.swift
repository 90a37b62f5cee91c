import Attempt
import Contract
import Dagster
import Ledger
import Planning

extension AttemptDriver {
  mutating func plan(_ steps: [Int]) async -> AttemptMachine.Reply {
    guard let planner else { return .failed(.bug("a cancellation plans nothing")) }
    do {
      requests = try await planner.plan(
        steps: steps,
        after: machine.stored?.record,
        approved: approval,
        conditionsOf: hasPlanned ? Set(steps.prefix(1)) : nil
      ).launches
      (approval, hasPlanned) = (nil, true)
      var plans = requests.mapValues(AttemptMachine.Planned.init)
      for step in steps { plans[step]?.isRevived = try await isRevived(step) }
      return .planned(plans)
    } catch {
      if error.verdict == .detached { return .interrupted }
      // With a launch behind it, it ends no more for what only may last.
      let isWorthWaiting =
        machine.stored?.record.hasLaunches == true
        ? error.outlook != .lasting : surroundings.timing.waits(after: error, client: client)
      return isWorthWaiting ? .away(error) : .failed(error)
    }
  }

  /// Whether the step's last launch has moved on since it ended: what people re-execute in Dagster belongs to it.
  private func isRevived(_ step: Int) async throws(RunResult) -> Bool {
    guard let last = machine.stored?.record.steps[step].launches.last, let id = last.dagsterID,
      last.finished != nil
    else { return false }
    do throws(DagsterError) {
      switch last.kind {
      case .backfill:
        return try await client.troubledChains(ofBackfill: BackfillID(id)).contains { !$0.unfinished.isEmpty }
      case .run:
        guard let chain = try await client.chain(of: RunID(id)) else { return false }
        if !chain.unfinished.isEmpty || !chain.awaitingRetry.isEmpty { return true }
        return chain.end.status == .success && last.status != RunStatus.success.name
      }
    } catch {
      throw RunResult(error)
    }
  }

  mutating func launch(_ order: AttemptMachine.LaunchOrder) async -> AttemptMachine.Reply {
    guard !Task.isCancelled else { return .notLaunched(.detached) }
    guard surroundings.clock.uptime() <= order.notAfter else { return .tooLate }
    guard let request = requests[order.step] else {
      return .notLaunched(.bug("step \(StepNumber(at: order.step)) has no plan"))
    }
    do throws(DagsterError) {
      let id = try await send(request, order)
      // Its keys may be many, and are not needed any more.
      requests[order.step] = nil
      return .launched(id: id)
    } catch {
      return error.mayHaveTakenEffect
        ? .uncertain(RunResult(launch: error), mayStillArrive: !error.isAnswer)
        : .notLaunched(RunResult(error))
    }
  }

  private func send(_ planned: PlannedLaunch, _ order: AttemptMachine.LaunchOrder) async throws(DagsterError)
    -> String
  {
    switch planned {
    case .backfill(var request, _, _):
      request.tags += tags(order)
      request.title =
        "\(machine.fresh.job), step \(StepNumber(at: order.step)) of \(machine.fresh.steps.count)"
      request.description = machine.fresh.reason
      return try await client.launchBackfill(request).rawValue
    case .run(var request):
      request.tags += tags(order)
      return try await client.launchRun(request).rawValue
    }
  }

  private func tags(_ order: AttemptMachine.LaunchOrder) -> [Tag] {
    let provenance = surroundings.provenance
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
      return .found(ids: try await client.works(of: machine.fresh.job, at: surroundings.clock.now()))
    } catch {
      let result = RunResult(error)
      if result.verdict == .detached { return .interrupted }
      return surroundings.timing.waits(after: result, client: client) ? .away(result) : .failed(result)
    }
  }

  func lookUp(_ launch: LaunchRecord) async -> AttemptMachine.Reply {
    let tag = Tag(TagKey.launchID, launch.launchID)
    do throws(DagsterError) {
      switch launch.kind {
      case .backfill:
        var found = try await client.findBackfills(tags: [tag])
        if found.isEmpty { found = try await backfillsWithoutRuns(tag, of: launch) }
        return .found(ids: found.preferring { $0.status != .canceled }.map(\.id.rawValue))
      case .run:
        let found = try await client.findRuns(tags: [tag]).launches
        return .found(ids: found.preferring { $0.end.status != .canceled }.map(\.root.rawValue))
      }
    } catch {
      return .init(error)
    }
  }

  /// A database that was not migrated finds no backfill by a tag before its first run: those of the time are gone
  /// through.
  private func backfillsWithoutRuns(_ tag: Tag, of launch: LaunchRecord) async throws(DagsterError)
    -> [BackfillSummary]
  {
    // The two clocks may be far apart.
    let hour = 3600.0
    return try await client.recentBackfills(createdAfter: launch.intended.seconds - hour)
      .filter { $0.parentID == nil && $0.tags.contains(tag) }
  }
}

extension AttemptMachine.Planned {
  init(_ launch: PlannedLaunch) {
    switch launch {
    case .backfill(_, let partitions, let skipped):
      self.init(kind: .backfill, targeted: partitions.count, skipped: skipped)
    case .run: self.init(kind: .run)
    }
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

extension DagsterError {
  /// Dagster itself has answered: the request is not on its way any more. Where its database broke off, what it
  /// wrote last may still be.
  fileprivate var isAnswer: Bool { if case .rejected = reason { !isTransient } else { false } }
}

extension [Run] {
  /// The chains that they are of: a retry and a re-execution carry the tags of the run that was launched.
  fileprivate var launches: [RunChain] {
    Dictionary(grouping: self, by: \.chainID).compactMap { RunChain(root: $0, runs: $1) }
      .sorted { $0.root.rawValue < $1.root.rawValue }
  }
}

extension Array {
  /// Of several launches under one id those that a person has canceled are out of the question.
  fileprivate func preferring(_ isWanted: (Element) -> Bool) -> [Element] {
    let wanted = filter(isWanted)
    return wanted.isEmpty ? self : wanted
  }
}
