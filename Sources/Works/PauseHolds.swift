package import Attempt
import Contract
package import Dagster
import DagsterModel
import Instigators
package import Ledger

/// Which schedules and sensors the jobs of a ledger keep switched off, by their records.
package struct PauseHolds: Sendable {
  private let ledger: (any Ledger)?
  private let job: String

  /// - Parameters:
  ///   - ledger: where the jobs are recorded; `nil` where there is none, so that nobody else's pauses are known.
  ///   - job: on whose behalf it is asked.
  package init(ledger: (any Ledger)?, job: String) { (self.ledger, self.job) = (ledger, job) }

  /// Pauses that are open: of other jobs, and what an earlier attempt of this one left behind.
  package func open() async throws(RunResult) -> [PauseRecord] {
    try await launches().compactMap(\.launch.pause).filter(\.isOpen)
  }

  /// The ids of other jobs' launches that need it off now.
  private func holders(of automation: PauseRecord.Automation) async throws(RunResult) -> [String] {
    try await launches().filter { job, launch in
      guard let pause = launch.pause, pause.isOpen, pause.released == nil else { return false }
      return !isOwn(job) && pause.contains(automation)
    }
    .map(\.launch.launchID)
  }

  private func isOwn(_ other: String) -> Bool { other.utf8.elementsEqual(job.utf8) }

  private func launches() async throws(RunResult) -> [(job: String, launch: LaunchRecord)] {
    guard let ledger else { return [] }
    do throws(LedgerError) {
      var found: [(job: String, launch: LaunchRecord)] = []
      for summary in try await ledger.history().summaries where summary.hasPaused == true {
        guard let record = try await ledger.read(summary.job)?.record else { continue }
        found += record.steps.flatMap(\.launches).map { (record.job, $0) }
      }
      return found
    } catch {
      // Where the runner is told to leave, the ledger stops trying.
      if Task.isCancelled { throw .detached }
      throw RunResult(error)
    }
  }
}

extension PauseHolds {
  /// Switches on what a launch has switched off, but for what launches of other jobs need off.
  ///
  /// After each change it is looked once more who needs it off, until that agrees with how it is: what another one does
  /// meanwhile is seen by this one, or this one's record by the other.
  ///
  /// - Parameter isInTime: whether something may still be switched.
  /// - Returns: the ids of those launches, and whether something had to be switched; `nil` where it got too late.
  package func restore(_ pause: PauseRecord, on client: DagsterClient, while isInTime: () -> Bool)
    async throws(RunResult) -> (leftTo: [String], isNews: Bool)?
  {
    var (others, isNews): ([String], Bool) = ([], false)
    for automation in pause.automations {
      guard let restored = try await restore(automation, on: client, while: isInTime) else { return nil }
      others += restored.leftTo.filter { !others.contains($0) }
      isNews = isNews || restored.isNews
    }
    return (others, isNews)
  }

  private func restore(
    _ automation: PauseRecord.Automation,
    on client: DagsterClient,
    while isInTime: () -> Bool
  ) async throws(RunResult) -> (leftTo: [String], isNews: Bool)? {
    guard let selector = automation.selector else { return ([], false) }
    for round in 1...mostRounds {
      let holders = try await holders(of: automation)
      do throws(DagsterError) {
        let now = try await client.instigator(selector)
        switch (holders.isEmpty, now.isRunning) {
        case (true, true) where !automation.isToBeReset(now), (false, false): return (holders, round > 1)
        case _ where !isInTime(): return nil
        case (true, true): try await client.resetToCode(selector)
        case (false, true): try await client.switchOff(now)
        case (true, false): try await client.switchOn(selector)
        }
      } catch {
        throw RunResult(restoring: error)
      }
    }
    throw RunResult(
      .unavailable,
      "contended",
      "the \(selector) was switched on and off by others all the time, \(mostRounds) times in a row"
    )
  }
}

/// How often it is looked who else needs it off.
private let mostRounds = 20

extension PauseRecord.Automation {
  init(_ selector: InstigatorSelector, isDeclared: Bool) {
    self.init(
      kind: selector.kind.rawValue,
      name: selector.name,
      location: selector.repository.location,
      repository: selector.repository.name,
      isDeclared: isDeclared ? true : nil
    )
  }

  /// Whether it ran because its code says so, and does now because it was switched on.
  fileprivate func isToBeReset(_ now: Instigator) -> Bool {
    isDeclared == true && now.runsByDefault && !now.isDeclared
  }

  /// `nil` for a kind of a later version.
  var selector: InstigatorSelector? {
    InstigatorSelector.Kind(rawValue: kind).map { kind in
      InstigatorSelector(kind, name, in: RepositorySelector(location: location, name: repository))
    }
  }
}

extension RunResult {
  /// Only a server that doesn't let this runner do it is a reason to give up: a location that can't be loaded now comes
  /// back.
  fileprivate init(restoring error: DagsterError) {
    self.init(lookingAtWork: error)
    if error.isCancellation { return }
    if case .unauthorized = error.reason {
      self.init(error)
      outlook = .lasting
    } else if outlook == .lasting {
      (verdict, outcome, outlook) = (.unavailable, "unavailable", .doubtful)
    }
  }
}
