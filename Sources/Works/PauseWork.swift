package import Attempt
package import Dagster
import DagsterModel
package import Instigators
package import Ledger

/// Schedules and sensors that are switched off, and what they have launched, which may have to end before.
///
/// Only what the record has as running before is ever switched off: what came to run since it was planned has it planned
/// again. To send it again does no harm.
package struct PauseWork: RunlessWork {
  package static let kind = LaunchRecord.Kind.pause
  package static let deed = "switched off"
  /// Nothing in Dagster has an id for it.
  private static let id = "off"

  package let instigators: [Instigator]
  /// Whether what they have launched has to end.
  package let drains: Bool
  /// What somebody keeps off who has not switched it on again.
  private let open: [PauseRecord]

  /// - Parameters:
  ///   - instigators: as they are now.
  ///   - open: the open pauses of the ledger.
  ///   - drains: whether what they have launched has to end.
  package init(_ instigators: [Instigator], open: [PauseRecord] = [], drains: Bool) {
    (self.instigators, self.open, self.drains) = (instigators, open, drains)
  }

  package var targeted: Int? { nil }

  package var pause: PauseRecord? {
    let wanted = instigators.filter { $0.isRunning || isKeptOff($0) }
    var pause = PauseRecord(wanted.map(record))
    let idle = instigators.filter { !wanted.contains($0) }
    if drains, !idle.isEmpty { pause.idle = idle.map { PauseRecord.Automation($0) } }
    return pause
  }

  /// Whether it is off for somebody's sake, to be switched on again.
  package func isKeptOff(_ instigator: Instigator) -> Bool {
    !instigator.isRunning && open.contains { $0.contains(PauseRecord.Automation(instigator)) }
  }

  /// Whoever switched it off knows why it ran.
  private func record(_ instigator: Instigator) -> PauseRecord.Automation {
    let own = PauseRecord.Automation(instigator)
    guard !instigator.isRunning else { return own }
    return open.lazy.flatMap(\.automations).first { $0.isSame(as: own) } ?? own
  }

  package func change(since launch: LaunchRecord, on client: DagsterClient) async throws(DagsterError)
    -> String?
  {
    for now in try await Self.states(of: instigators.map(\.selector), on: client) {
      guard now.isRunning, launch.pause?.contains(PauseRecord.Automation(now)) != true else { continue }
      return "the \(now.selector) was off when this was planned, and is on now"
    }
    return nil
  }

  package func start(as launch: WorkLabels, on client: DagsterClient) async throws(DagsterError) -> String {
    // Whether it stays so is looked at while it is watched.
    for now in try await Self.states(of: instigators.map(\.selector), on: client) where now.isRunning {
      try await client.switchOff(now)
    }
    return Self.id
  }

  package func find(_ launch: LaunchRecord, on client: DagsterClient) async throws(DagsterError) -> [String] {
    try await Self.find(instigators.map(\.selector), on: client)
  }

  package static func find(_ launch: LaunchRecord, on client: DagsterClient) async throws(DagsterError)
    -> [String]
  { try await find(launch.switchedOff, on: client) }

  private static func find(_ selectors: [InstigatorSelector], on client: DagsterClient)
    async throws(DagsterError) -> [String]
  { try await states(of: selectors, on: client).contains(where: \.isRunning) ? [] : [id] }

  /// Without those that are defined no longer.
  private static func states(of selectors: [InstigatorSelector], on client: DagsterClient)
    async throws(DagsterError) -> [Instigator]
  {
    var states: [Instigator] = []
    for selector in selectors {
      if let state = try await client.instigatorUnlessGone(selector) { states.append(state) }
    }
    return states
  }

  /// Switches off again what Dagster's daemon has written back as running: it has read it before. Only as long as the claim is
  /// sure, or it would be off for good after another runner has restored it.
  package static func observe(
    _ id: String,
    of launch: LaunchRecord,
    for aim: WorkAim,
    on client: DagsterClient
  )
    async throws(DagsterError)
    -> Observation
  {
    let states = try await states(of: launch.switchedOff, on: client)
    let on = states.filter(\.isRunning)
    for instigator in on where aim.isSure() { try await client.switchOff(instigator) }
    var drain = Drain(now: aim.now())
    if aim.drains {
      let idle = try await Self.states(of: launch.idle, on: client)
      try await drain.look(at: launch.switchedOff + launch.idle, states: states + idle, client)
    }
    let isCalm = on.isEmpty && drain.busy.isEmpty
    var observation = Observation(
      status: !on.isEmpty ? "ON" : isCalm && drain.retried.isEmpty ? "OFF" : "DRAINING",
      isOver: isCalm && drain.retried.isEmpty
    )
    observation.isDraining = true
    (observation.running, observation.activeRuns) = (drain.busy, drain.runs)
    observation.retrying = drain.retried
    observation.awaitsRetry = isCalm && !drain.retried.isEmpty
    observation.isRetryUncertain = observation.awaitsRetry && drain.promised.isEmpty
    // Of those whose retry isn't promised it may turn out that there is none.
    (observation.targeted, observation.materialized) = (1, isCalm && drain.promised.isEmpty ? 1 : 0)
    return observation
  }
}

/// What schedules and sensors have launched and has not ended.
private struct Drain {
  /// When it is looked, in seconds since the epoch.
  let now: Double
  /// What is under way, and the ticks that may launch something still, in words.
  private(set) var busy: [String] = []
  /// How many of those are runs.
  private(set) var runs = 0
  /// Runs that failed and that Dagster will retry.
  private(set) var promised: [String] = []
  /// Those of which it hasn't written yet whether it will.
  private(set) var undecided: [String] = []

  var retried: [String] { promised + undecided }

  init(now: Timestamp) { self.now = now.seconds }

  /// How long a tick may take, in seconds. One whose daemon was killed is never said to have ended.
  private static let longestTick = 3_600.0

  /// - Parameter states: of those that are still defined.
  mutating func look(at selectors: [InstigatorSelector], states: [Instigator], _ client: DagsterClient)
    async throws(DagsterError)
  {
    for instigator in states {
      guard let since = instigator.tickingSince, now - since < Self.longestTick else { continue }
      busy.append("the tick of the \(instigator.selector) at \(Timestamp(seconds: since).readable)")
    }
    for selector in selectors {
      var filter = RunsFilter(tags: selector.runTags)
      filter.onlyUnfinished = true
      let unfinished = try await client.allRuns(filter)
      runs += unfinished.count
      busy += unfinished.map { "run \($0.id)" }
      try await lookForRetries(of: selector, client)
    }
    busy += try await client.unfinishedBackfills(of: selectors).map { "backfill \($0)" }
  }

  private mutating func lookForRetries(of selector: InstigatorSelector, _ client: DagsterClient)
    async throws(DagsterError)
  {
    let failed = try await client.runs(RunsFilter(tags: selector.runTags, statuses: [.failure]))
      .filter { $0.mayBeRetried(at: now) }
    var chains: [RunChain] = []
    for root in Set(failed.map(\.chainID)).sorted(by: { $0.rawValue < $1.rawValue }) {
      if let chain = try await client.chain(of: root) { chains.append(chain) }
    }
    for run in chains.flatMap(\.awaitingRetry) where run.mayBeRetried(at: now) {
      if try await !client.hasDeclinedToRetry(run.id) { promised.append(run.id.rawValue) }
    }
    undecided += try await client.undecided(in: chains).filter { $0.mayBeDecided(at: now) }
      .map(\.id.rawValue)
  }
}

extension LaunchRecord {
  fileprivate var switchedOff: [InstigatorSelector] { pause?.automations.compactMap(\.selector) ?? [] }
  /// What was off already.
  fileprivate var idle: [InstigatorSelector] { pause?.idle?.compactMap(\.selector) ?? [] }
}

extension PauseRecord.Automation {
  init(_ instigator: Instigator) {
    self.init(instigator.selector, isDeclared: instigator.isRunning && instigator.isDeclared)
  }
}
