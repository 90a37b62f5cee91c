package import Dagster
import DagsterModel
import Diagnostics
import ExactText
import Instigators
package import JobDSL
import Ledger
package import Schema
import Works

extension Pause: Plannable {
  package func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    let known = try await site.client.instigators()
    var found: [Instigator] = []
    for (index, automation) in automations.enumerated() {
      let same = known.filter(automation.names)
      guard same.count == 1 else {
        problems.append(automation.unknown(among: known, at: site.path[\Self.automations][index]))
        continue
      }
      let day = site.now.seconds + 86_400
      found.append(try await site.client.instigator(same[0], ticksUntil: day))
    }
    guard found.count == automations.count else { return nil }
    return PlannedStep(work: PauseWork(found, drains: draining))
  }
}

extension Restore: Plannable {
  package func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    PlannedStep(
      work: RestoreWork(),
      changes: automations.map { PlannedChange("switches on", "the \($0.text), where it was on before") }
    )
  }
}

extension PlannedStep {
  /// Takes in which pauses are open, and what isn't known of them, where it pauses something.
  mutating func take(_ open: [PauseRecord], unknown: [String]) {
    guard let planned = work as? PauseWork else { return }
    let pause = PauseWork(planned.instigators, open: open, drains: planned.drains)
    work = pause
    changes = pause.instigators.map { instigator in
      let state = instigator.isRunning ? instigator.ticks : pause.isKeptOff(instigator) ? keptOff : staysOff
      return PlannedChange("switches off", "the \(instigator.selector)", now: ", \(state)")
    }
    changes += unknown.map { PlannedChange("unknown", now: $0) }
  }
}

private let keptOff = "which is off for a pause, and is switched on by the last job that needs it off"
private let staysOff = "which is off, and stays so"

extension Instigator {
  /// What is missed while it is off.
  fileprivate var ticks: String {
    if let interval { return "which is on, and looks every \(interval) s" }
    guard let next = nextTicks.first else { return "which is on, and doesn't tick within a day" }
    let times = nextTicks.count == 1 ? "once" : "\(nextTicks.count) times"
    return
      "which is on, and ticks \(times) within a day, next at \(Timestamp(seconds: next).readable): what it misses is not made up for"
  }
}

extension Automation {
  fileprivate func names(_ selector: InstigatorSelector) -> Bool {
    selector.kind.rawValue == kind.rawValue && selector.name.isExactly(name)
      && selector.repository.location.isExactly(location)
  }

  fileprivate func unknown(among known: [InstigatorSelector], at path: Path) -> Issue {
    let same = known.filter(names)
    if same.count > 1 {
      return Issue(
        at: path,
        "expected one \(kind.rawValue) of this name, found \(same.count): the repositories "
          + "\(same.map(\.repository.name).joined(separator: ", ")) of \(quoted(location)) have one each",
        hint: "give one of them another name: what Dagster calls \(quoted(name)) isn't clear"
      )
    }
    let own = known.filter { $0.kind.rawValue == kind.rawValue && $0.repository.location.isExactly(location) }
    return Issue(
      at: path,
      "expected a \(kind.rawValue) that Dagster knows, found \(quoted(name)) of \(quoted(location))",
      hint: didYouMean(name, among: own.map(\.name))
    )
  }
}
