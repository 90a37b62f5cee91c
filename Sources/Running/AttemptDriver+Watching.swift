import Attempt
import Contract
import Dagster
import DagsterModel
import ExactText
import JobDSL
import Ledger
import Planning
import Works

extension AttemptDriver {
  mutating func observe(_ launch: LaunchRecord, ofStep step: Int) async -> AttemptMachine.Reply {
    guard let id = launch.dagsterID else { return .failed(.bug("a launch without an id is looked at")) }
    guard let work = launch.kind.work else { return .failed(.unknownWork(launch.kind)) }
    do throws(DagsterError) {
      var observation = try await work.observe(id, of: launch, for: aim(ofStep: step), on: client)
      // That another server doesn't know it is not its end.
      if observation.isVanished, let page = launch.url, !page.hasPrefix("\(client.pages.base)/") {
        return .failed(.launchedElsewhere(launch.kind, page, not: client.pages.base))
      }
      if !observation.isOver { observation.expectedSeconds = await expectedSeconds(of: launch, ofStep: step) }
      return .observed(observation)
    } catch {
      return .init(error)
    }
  }

  /// What an attempt before has recorded, or what earlier runs say: once for each launch.
  private mutating func expectedSeconds(of launch: LaunchRecord, ofStep step: Int) async -> Double? {
    if let known = launch.expectedSeconds { return known }
    if let asked = forecast, asked.step == step {
      forecast = nil
      expected = (step, await asked.ask())
    }
    return expected?.step == step ? expected?.seconds : nil
  }

  func aim(ofStep step: Int) -> WorkAim {
    var aim =
      planner.map { WorkAim(of: $0.job.document.steps[step].command, job: machine.fresh.job) } ?? .strictest
    let (clock, end) = (context.clock, machine.sendsUntil)
    aim.isSure = { clock.uptime() < end }
    aim.now = { clock.now() }
    return aim
  }

  /// Only a server that doesn't let this runner do it is a reason to give up: work may end by itself meanwhile.
  func cancel(_ launch: LaunchRecord) async -> AttemptMachine.Reply {
    guard let id = launch.dagsterID else { return .canceled }
    guard let work = launch.kind.work else { return .failed(.unknownWork(launch.kind)) }
    do throws(DagsterError) {
      try await work.stop(id, on: client)
      return .canceled
    } catch {
      if error.isCancellation { return .interrupted }
      if case .unauthorized = error.reason { return .failed(RunResult(error)) }
      return .away(RunResult(lookingAtWork: error))
    }
  }
}

extension AttemptDriver {
  mutating func restore(_ launch: LaunchRecord, notAfter: Double) async -> AttemptMachine.Reply {
    guard let pause = launch.pause else { return .restored(leftTo: [], isNews: false) }
    do {
      let holds = PauseHolds(ledger: context.ledger, job: machine.fresh.job)
      let isInTime = { context.clock.uptime() < notAfter }
      guard let restored = try await holds.restore(pause, on: client, while: isInTime) else {
        return .tooLate
      }
      for words in restored.unknown where warnings.insert(ExactString(words)).inserted { warn(words) }
      return .restored(leftTo: restored.leftTo, gone: restored.gone, isNews: restored.isNews)
    } catch {
      if error.verdict == .detached { return .interrupted }
      let mayComeBack = client.wasReached || context.timing.waitsForFirstAnswer
      return error.outlook == .lasting || !mayComeBack ? .failed(error) : .away(error)
    }
  }
}

extension RunResult {
  /// Nothing can be said of it, least of all that it has ended.
  static func unknownWork(_ kind: LaunchRecord.Kind) -> RunResult {
    RunResult(
      .bug,
      "unknown_work",
      "the record has work of the kind `\(kind.rawValue)`, which this version of the runner doesn't know; it is as it "
        + "was: run the job with the version that launched it, or a newer one"
    )
  }
}
