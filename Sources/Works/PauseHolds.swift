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
  ///
  /// - Returns: with what isn't known of others, in words.
  package func open() async throws(RunResult) -> (pauses: [PauseRecord], unknown: [String]) {
    let open = try await openPauses()
    return (open.holders.compactMap(\.launch.pause), open.unknown)
  }

  private typealias Holder = (job: String, launch: LaunchRecord)

  private func openPauses() async throws(RunResult) -> (holders: [Holder], unknown: [String]) {
    guard let ledger else { return ([], []) }
    do throws(LedgerError) {
      let history = try await ledger.history()
      var (holders, problems): ([Holder], [LedgerError]) = ([], history.problems)
      for summary in history.summaries where summary.isPausing == true {
        do throws(LedgerError) {
          guard let record = try await ledger.read(summary.job)?.record else { continue }
          holders += record.openPauses.map { (record.job, $0.launch) }
        } catch {
          // It stops its own job, and no other.
          guard error.isOfOneRecord else { throw error }
          problems.append(error)
        }
      }
      return (holders, problems.map { "what its job needs switched off is not known: \($0)" })
    } catch {
      // Where the runner is told to leave, the ledger stops trying.
      if Task.isCancelled { throw .detached }
      throw RunResult(error)
    }
  }

  /// The launches of other jobs that need theirs off now.
  private func others() async throws(RunResult) -> (launches: [LaunchRecord], unknown: [String]) {
    let open = try await openPauses()
    let others = open.holders.filter { holder, launch in
      launch.pause?.released == nil && !holder.utf8.elementsEqual(job.utf8)
    }
    return (others.map(\.launch), open.unknown)
  }
}

extension PauseHolds {
  /// How what was switched off is afterwards.
  package struct Restored: Hashable, Sendable {
    /// The ids of the launches of other jobs that need something of it off still.
    package var leftTo: [String] = []
    /// What its code location defines no longer: there is nothing to switch on.
    package var gone: [PauseRecord.Automation] = []
    /// What isn't known of other jobs, in words.
    package var unknown: [String] = []
    /// Whether something had to be switched.
    package var isNews = false
  }

  /// Switches on what a launch has switched off, but for what launches of other jobs need off.
  ///
  /// After each change it is looked once more who needs it off, until that agrees with how it is: what another one does
  /// meanwhile is seen by this one, or this one's record by the other.
  ///
  /// - Parameter isInTime: whether something may still be switched.
  /// - Returns: `nil` where it got too late.
  /// - Throws: why something could not be switched on, once everything else is.
  package func restore(_ pause: PauseRecord, on client: DagsterClient, while isInTime: () -> Bool)
    async throws(RunResult) -> Restored?
  {
    for round in 1...mostRounds {
      let others = try await others()
      var restored = Restored(unknown: others.unknown, isNews: round > 1)
      var (hasSwitched, obstacles): (Bool, [RunResult]) = (false, [])
      for automation in pause.automations {
        let holders = others.launches.filter { $0.pause?.contains(automation) == true }.map(\.launchID)
        restored.leftTo += holders.filter { !restored.leftTo.contains($0) }
        do throws(DagsterError) {
          switch try await settle(automation, isHeld: !holders.isEmpty, on: client, while: isInTime) {
          case .asItIsToBe: continue
          case .switched: hasSwitched = true
          case .gone: restored.gone.append(automation)
          case .tooLate: return nil
          }
        } catch {
          // One that can't be switched on now keeps none of the others off.
          if error.isCancellation { throw .detached }
          obstacles.append(RunResult(restoring: error))
        }
      }
      if let obstacle = RunResult(obstacles) { throw obstacle }
      guard hasSwitched else { return restored }
    }
    throw RunResult(
      .unavailable,
      "contended",
      "what was paused was switched on and off by others all the time, \(mostRounds) times in a row: "
        + pause.automations.map(\.text).joined(separator: ", ")
    )
  }

  private enum Settlement { case asItIsToBe, switched, gone, tooLate }

  private func settle(
    _ automation: PauseRecord.Automation,
    isHeld: Bool,
    on client: DagsterClient,
    while isInTime: () -> Bool
  ) async throws(DagsterError) -> Settlement {
    guard let selector = automation.selector else { return .asItIsToBe }
    guard let now = try await client.instigatorUnlessGone(selector) else { return .gone }
    switch (isHeld, now.isRunning) {
    case (false, true) where !automation.isToBeReset(now), (true, false): return .asItIsToBe
    case _ where !isInTime(): return .tooLate
    case (false, true): try await client.resetToCode(selector)
    case (true, true): try await client.switchOff(now)
    case (false, false): try await client.switchOn(selector)
    }
    return .switched
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
    if case .unauthorized = error.reason {
      self.init(error)
      outlook = .lasting
    } else if outlook == .lasting {
      (verdict, outcome, outlook) = (.unavailable, "unavailable", .doubtful)
    }
  }

  /// Of several the one that lasts, with the words of all; `nil` of none.
  fileprivate init?(_ obstacles: [RunResult]) {
    guard let worst = obstacles.first(where: { $0.outlook == .lasting }) ?? obstacles.first else {
      return nil
    }
    self = worst
    message = obstacles.map(\.message).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
      .joined(separator: "; ")
  }
}
