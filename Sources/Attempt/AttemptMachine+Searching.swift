import Contract
import Ledger

/// A record may be gone, or be looked for in the wrong place, while what it told of still runs.
///
/// Before a first launch Dagster itself is asked for the job, and after the claim: whoever launched before then
/// either wrote it into this record or is found.
extension AttemptMachine {
  mutating func search() -> Action {
    phase = .searching
    return .search
  }

  mutating func searched(_ reply: Reply, at now: Moment) -> Action {
    switch reply {
    case .found(let works) where !works.isEmpty:
      return confirm(works, at: now)
    // A cancellation of what nobody knows.
    case .found where stored == nil, .away where stored == nil, .failed where stored == nil:
      return stop(.unknown(fresh.job))
    case .found:
      hasSearched = true
      return proceed(at: now)
    case .away(let result):
      return waitBeforeLaunch(result, at: now) ?? end(result, at: now)
    case .failed(let result):
      return end(result, at: now)
    case .paused where isRenewalDue(at: now):
      return write(at: now) { _ in }
    case .written(let written):
      stored = written
      return search()
    case .paused:
      return search()
    default:
      return unexpected(reply, at: now)
    }
  }

  /// Another runner may have taken the job up since, and launched what was found: the record tells.
  private mutating func confirm(_ works: [String], at now: Moment) -> Action {
    phase = .confirming(works)
    return holds ? write(at: now) { _ in } : .read
  }

  mutating func confirmed(_ works: [String], _ reply: Reply, at now: Moment) -> Action {
    switch reply {
    case .written(let written):
      stored = written
      return end(.unrecorded(fresh.job, works), at: now)
    case .record(nil):
      return stop(.unrecorded(fresh.job, works))
    case .record(let found):
      return decide(on: found, at: now)
    default:
      return unexpected(reply, at: now)
    }
  }

  /// The record that this attempt knew is gone. Nothing can be written any more, and nothing is launched.
  mutating func vanished(after result: RunResult? = nil) -> Action {
    var known = steps.flatMap(\.works)
    if case .contested(.recording(let step, let id), _) = phase {
      known.append("step \(StepNumber(at: step)): \(launch(step)?.kind.rawValue ?? "launch") \(id)")
    }
    stored = nil
    return stop(.vanished(fresh.job, known, after: result))
  }
}

extension StepRecord {
  /// What Dagster has of it, for people.
  fileprivate var works: [String] {
    launches.compactMap { launch in
      launch.dagsterID.map { "step \(StepNumber(at: index)): \(launch.kind.rawValue) \($0)" }
    }
  }
}
