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
    try await openPauses().compactMap(\.launch.pause)
  }

  private typealias Holder = (job: String, launch: LaunchRecord)

  private func openPauses() async throws(RunResult) -> [Holder] {
    guard let ledger else { return [] }
    do throws(LedgerError) {
      var found: [Holder] = []
      for summary in try await ledger.history().summaries where summary.isPausing == true {
        guard let record = try await ledger.read(summary.job)?.record else { continue }
        found += record.openPauses.map { (record.job, $0.launch) }
      }
      return found
    } catch {
      // Where the runner is told to leave, the ledger stops trying.
      if Task.isCancelled { throw .detached }
      throw RunResult(error)
    }
  }

  /// Those of other jobs that need theirs off now.
  private func others() async throws(RunResult) -> [LaunchRecord] {
    try await openPauses().filter { holder, launch in
      launch.pause?.released == nil && !holder.utf8.elementsEqual(job.utf8)
    }
    .map(\.launch)
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
    for round in 1...mostRounds {
      let others = try await others()
      var (leftTo, isNews): ([String], Bool) = ([], false)
      for automation in pause.automations {
        guard let selector = automation.selector else { continue }
        let holders = others.filter { $0.pause?.contains(automation) == true }.map(\.launchID)
        leftTo += holders.filter { !leftTo.contains($0) }
        do throws(DagsterError) {
          let now = try await client.instigator(selector)
          switch (holders.isEmpty, now.isRunning) {
          case (true, true) where !automation.isToBeReset(now), (false, false): continue
          case _ where !isInTime(): return nil
          case (true, true): try await client.resetToCode(selector)
          case (false, true): try await client.switchOff(now)
          case (true, false): try await client.switchOn(selector)
          }
          isNews = true
        } catch {
          throw RunResult(restoring: error)
        }
      }
      guard isNews else { return (leftTo, round > 1) }
    }
    throw RunResult(
      .unavailable,
      "contended",
      "what was paused was switched on and off by others all the time, \(mostRounds) times in a row: "
        + pause.automations.map(\.text).joined(separator: ", ")
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
