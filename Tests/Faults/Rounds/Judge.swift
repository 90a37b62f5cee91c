import Ledger

/// How a round came out.
enum RoundVerdict: String, CaseIterable, Codable, Sendable {
  case ok
  /// A step was launched twice.
  case double
  /// The job ended, or its runners did, without all of it being launched, or with a launch forgotten.
  case lost
  /// The exit code or the record says something else than Dagster.
  case wrong
  /// It did not end by itself after a few restarts.
  case restarts = "too many restarts"
  /// The fault that was to be tested did not come to pass, or the suite itself failed.
  case suite = "suite error"
  /// Dagster promised a retry and lost it, as a person would have to find out: it tells nothing of the runner, which
  /// said so.
  case void = "retry lost by Dagster"
}

/// What a round is judged by.
struct Judge: Sendable {
  var work: Work
  var ending: Fault.Ending
  /// The last runner's exit code.
  var status: Int32
  var account: Account
  /// As the ledger has it; `nil` where there is none.
  var record: Record?
  /// The messages to the job's owner.
  var told: [String]

  /// Exit codes after which the same job is to be run again.
  static let goesOn: Set<Int32> = [5, 69, 75, -9]

  /// The verdict, and why it is not `ok`.
  var judgement: (verdict: RoundVerdict, why: String) {
    for (verdict, problem) in [
      (RoundVerdict.double, doubles), (.restarts, unfinished), (.lost, losses), (.wrong, contradictions),
    ] {
      if let problem { return (verdict, problem) }
    }
    return (.ok, "")
  }

  private var doubles: String? {
    let twice = Dictionary(grouping: account.launches, by: \.step).filter { $0.value.count > 1 }
    guard let (step, launches) = twice.first else { return nil }
    return "step \(step.map(String.init) ?? "?") was launched \(launches.count) times: "
      + launches.map(\.id).joined(separator: ", ")
  }

  private var unfinished: String? {
    Self.goesOn.contains(status) ? "the last runner exited with \(status)" : nil
  }

  private var losses: String? {
    let launched = Set(account.launches.compactMap(\.step))
    let expected = ending == .canceled ? launched : Set(work.steps.indices.filter { work.steps[$0].isSeen })
    if launched != expected {
      return "steps \(launched.sorted()) were launched, expected \(expected.sorted()); exit code \(status)"
    }
    let recorded = Set((record?.steps ?? []).flatMap { $0.launches.compactMap(\.dagsterID) })
    let forgotten = account.launches.map(\.id).filter { !recorded.contains($0) }
    return forgotten.isEmpty ? nil : "the record does not know \(forgotten.joined(separator: ", "))"
  }

  private var contradictions: String? {
    guard let record else { return "there is no record; exit code \(status)" }
    if let launch = account.launches.first(where: { !$0.isOver }) {
      return "\(launch.id) is \(launch.status), and the runner exited with \(status)"
    }
    if let run = account.running.first { return "run \(run) goes on, and the runner exited with \(status)" }
    let ids = Set(account.launches.map(\.id))
    let strange = record.steps.flatMap(\.launches).first { launch in
      launch.pause == nil && launch.dagsterID.map { !ids.contains($0) } ?? true
    }
    if let changed = account.changed.first { return "the \(changed), unlike before; exit code \(status)" }
    if let strange { return "the record has the launch \(strange.launchID) that Dagster does not know" }
    let contradiction = ending == .canceled ? canceledContradiction(record) : regularContradiction(record)
    return contradiction ?? untold(record)
  }

  /// How a job ended its owner is told at least once, and nothing else.
  private func untold(_ record: Record) -> String? {
    let endings: [(Outcome, String)] = [
      (.succeeded, "succeeded"), (.failed, "failed"), (.canceled, "was canceled"),
    ]
    for (outcome, word) in endings {
      let isTold = told.contains { $0.hasPrefix("*\(record.job)* \(word) after ") }
      if record.outcome == outcome, !isTold { return "nobody was told that it \(word): \(told)" }
      if outcome == .succeeded, record.outcome != outcome, isTold {
        return
          "its owner was told that it \(word), the record has \(record.outcome?.rawValue ?? "no outcome")"
      }
    }
    return nil
  }

  private func regularContradiction(_ record: Record) -> String? {
    let succeeded = account.launches.allSatisfy(\.succeeded)
    if succeeded != work.succeeds, succeeded || account.declined.isEmpty {
      return "expected success to be \(work.succeeds), Dagster says otherwise"
    }
    let expected: (Int32, Outcome) = succeeded ? (0, .succeeded) : (1, .failed)
    if status != expected.0 { return "expected exit code \(expected.0), found \(status)" }
    if record.outcome != expected.1 {
      return "expected the outcome \(expected.1), the record has \(record.outcome?.rawValue ?? "none")"
    }
    for (step, launch) in zip(
      work.steps.filter(\.isSeen),
      account.launches.sorted { $0.step ?? 0 < $1.step ?? 0 }
    )
    where step.partitions != launch.partitions {
      return "expected \(step.partitions ?? 0) partitions, Dagster took on \(launch.partitions ?? 0)"
    }
    let states = record.steps.map(\.state)
    let failed = account.declined.isEmpty ? [] : Set(account.launches.filter { !$0.succeeded }.map(\.step))
    let wanted = work.steps.enumerated().map { index, step in
      step.succeeds && !failed.contains(index) ? StepRecord.State.succeeded : .failed
    }
    return states == wanted ? nil : "expected the steps \(wanted), the record has \(states)"
  }

  private func canceledContradiction(_ record: Record) -> String? {
    if status == 0 { return "expected no success of a canceled job, found exit code 0" }
    return record.outcome == .canceled
      ? nil : "expected the outcome canceled, the record has \(record.outcome?.rawValue ?? "none")"
  }
}
