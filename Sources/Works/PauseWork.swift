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
  /// What somebody keeps off who has not switched it on again.
  private let open: [PauseRecord]

  /// - Parameters:
  ///   - instigators: as they are now.
  ///   - open: the open pauses of the ledger.
  package init(_ instigators: [Instigator], open: [PauseRecord] = []) {
    (self.instigators, self.open) = (instigators, open)
  }

  package var targeted: Int? { nil }

  package var pause: PauseRecord? {
    PauseRecord(instigators.filter { $0.isRunning || isKeptOff($0) }.map(record))
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
    let busy = aim.drains ? try await busy(states, on: client) : []
    let isOver = on.isEmpty && busy.isEmpty
    var observation = Observation(status: isOver ? "OFF" : on.isEmpty ? "DRAINING" : "ON", isOver: isOver)
    observation.isDraining = true
    (observation.running, observation.activeRuns) = (busy, busy.count)
    (observation.targeted, observation.materialized) = (1, isOver ? 1 : 0)
    return observation
  }

  /// The runs that they have launched and that have not ended, and the ticks that may launch some.
  private static func busy(_ instigators: [Instigator], on client: DagsterClient)
    async throws(DagsterError) -> [String]
  {
    var busy: [String] = []
    for instigator in instigators {
      if instigator.isTicking { busy.append("tick of the \(instigator.selector)") }
      var filter = RunsFilter(tags: instigator.selector.runTags)
      filter.onlyUnfinished = true
      busy += try await client.allRuns(filter).map(\.id.rawValue)
    }
    return busy
  }
}

extension LaunchRecord {
  fileprivate var switchedOff: [InstigatorSelector] { pause?.automations.compactMap(\.selector) ?? [] }
}

extension PauseRecord.Automation {
  init(_ instigator: Instigator) {
    self.init(instigator.selector, isDeclared: instigator.isRunning && instigator.isDeclared)
  }
}
