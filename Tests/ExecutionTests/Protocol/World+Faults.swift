import Contract

@testable import Attempt
@testable import Ledger

/// What must hold in every state.
extension World {
  func fault(steps: Int) -> String? {
    if let change { return isRobbed ? "a runner that lives and writes lost its claim" : fault(of: change) }
    if let paused, let fault = fault(of: paused) { return fault }
    for step in 0..<steps {
      let live = instances(of: step).filter { $0.status.isLive || $0.status == .succeeded }
      if live.count > 1 { return "step \(step) is launched twice" }
      if beginsAgain(step) { return "step \(step) is begun again by the Kubernetes Job that found it failed" }
    }
    for instance in server {
      let known = [ledger, backup].compactMap { $0?.record.steps[instance.request.step] }
        .flatMap(\.launches).map(\.launchID)
      if !known.contains(instance.request.launchID) { return "the ledger doesn't know what Dagster runs" }
    }
    if ledger?.record.outcome == .succeeded, !isDone(steps: steps) {
      return "recorded as succeeded, and it is not"
    }
    if let record = ledger?.record, record.outcome == nil, record.cancellation == nil,
      record.steps.contains(where: { [.failed, .canceled].contains($0.state) })
    {
      return "a step is recorded as failed, and the job is not: the next runner launches it again"
    }
    if ledger?.record.outcome == .canceled, server.contains(where: \.status.isLive) {
      return "recorded as canceled, and it runs"
    }
    if isRobbed { return "a runner that lives and writes lost its claim" }
    if let stopped, server.count > stopped { return "something is launched after a cancellation" }
    return nil
  }

  /// Whether something was launched after the same had failed, with nobody there who could have asked for it.
  private func beginsAgain(_ step: Int) -> Bool {
    guard let job = runners.first?.kubernetesJob,
      runners.allSatisfy({ $0.kubernetesJob == job || !$0.goal.isRun })
    else {
      return false
    }
    let launches = instances(of: step).filter { !$0.isRetry }
    return launches.dropLast().contains { $0.status == .failed }
  }

  private func isDone(steps: Int) -> Bool {
    if let change { return change.hasBeen }
    if let paused {
      return paused.isOn && instances(of: Self.pausedWork).contains { $0.status == .succeeded }
    }
    return (0..<steps).allSatisfy { instances(of: $0).contains { $0.status == .succeeded } }
  }

  /// What must hold of how a runner ends.
  func fault(of ending: (runner: Runner, result: RunResult), steps: Int) -> String? {
    if let fault = fault(ending.result, steps: steps) { return fault }
    guard ending.runner.goal.isRun, ending.result.verdict == .detached, let record = ledger?.record,
      record.outcome != nil, record.lease?.holder == ending.runner.attempt?.machine.identity.holder
    else { return nil }
    return "what has failed is left to the next runner, which launches it again"
  }

  /// What must hold of a verdict.
  private func fault(_ result: RunResult, steps: Int) -> String? {
    switch result.verdict {
    case .bug: "\(result.message)"
    case .ambiguous where result.outcome == "record_damaged":
      isDamaged ? nil : "called damaged, and it is not"
    case .ambiguous where ["record_vanished", "unrecorded_launches"].contains(result.outcome):
      backup == nil ? "called deleted, and it is not" : nil
    case .ambiguous: "called ambiguous without two launches"
    // Whoever starts it again without its record doesn't know that it was canceled before.
    case .succeeded where result.outcome == "canceled" && backup?.record.outcome == .canceled: nil
    case .succeeded where result.outcome == "nothing_to_restore": nil
    // Another runner may have paused it anew.
    case .succeeded where result.outcome == "restored":
      paused?.isOn == true || ledger?.record.openPauses.isEmpty == false
        ? nil : "called restored, and it is off"
    case .succeeded where result.outcome == "canceled":
      server.contains(where: \.status.isLive) ? "called canceled, and it runs" : nil
    case .succeeded: isDone(steps: steps) ? nil : "called succeeded, and it is not"
    case .failed where result.outcome == "failed":
      server.contains { $0.status == .failed || $0.status == .canceled }
        ? nil : "called failed, and nothing did"
    default: nil
    }
  }

  /// A job that nobody works on is never lost: one runner after the other, undisturbed, brings it to its end.
  func faultAtRest(steps: Int, mutation: Mutation?) -> String? {
    var world = self
    (world.faults, world.crashes, world.signals, world.failures, world.retries) = (0, 0, 0, 0, 0)
    (world.deletions, world.damages) = (0, 0)
    world.change?.others = 0
    world.change?.undone = 0
    world.restore()
    // A person may well run it again.
    world.stopped = nil
    let runner = Runner(number: 9, goal: .run(resumesCanceled: true), skew: 0, starts: 4)
    world.runners = [runner]
    for _ in 0..<400 {
      let moves = world.moves(steps: steps, mutation: mutation)
      guard let move = moves.first(where: \.isOfRunner) ?? moves.last(where: { !$0.isOfTime }) ?? moves.first
      else { break }
      if let ending = move.ending, ending.result.verdict == .succeeded {
        return move.world.fault(of: ending, steps: steps) ?? move.world.fault(steps: steps)
      }
      world = move.world
      if move.ending != nil { for _ in 0..<3 { world.pass() } }
      if let fault = world.fault(steps: steps) { return "after a rest: \(fault)" }
    }
    return "the job is lost: nobody brings it to its end"
  }
}

extension World.Move {
  var isOfTime: Bool { label == "a second passes" }
  /// Made by a runner, rather than by time, the wire or Dagster.
  var isOfRunner: Bool { label.hasPrefix("0 ") || label.hasPrefix("runner ") }
}
