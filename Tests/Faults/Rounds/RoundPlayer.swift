import Foundation
import Ledger
import TestSupport

/// Plays one round: a runner, its end, the next one, until the job's own end; then asks Dagster.
struct RoundPlayer: Sendable {
  let round: Round
  let plan: Round.Plan
  let theatre: Theatre
  let dagster: DagsterUnderTest
  let director: Director
  let stage: Stage
  private let proxy: FaultProxy

  /// What a round in the making ended with.
  private struct Course {
    var status: Int32 = 0
    var restarts = 0
    /// Why it is over before its end.
    var broken: (verdict: RoundVerdict, why: String)?
  }

  /// Plays a round; what goes wrong in the suite itself is a verdict, too.
  static func play(
    _ round: Round,
    theatre: Theatre,
    dagster: DagsterUnderTest,
    exchangesBeforeLaunch: Int? = nil
  ) async -> RoundResult {
    var theatre = theatre
    if let lease = round.fault.lease { theatre.limits.lease = lease }
    var plan = round.plan(theatre.limits)
    let start = ContinuousClock.now
    var result = RoundResult(round: round, work: plan.work.kind, verdict: .suite, why: "")
    do {
      plan.work = try await plan.work.prepared(at: dagster.url)
      let player = try await RoundPlayer(round, plan, theatre, dagster, exchangesBeforeLaunch)
      result = await player.play()
    } catch {
      result.why = "\(error)"
    }
    result.duration = ContinuousClock.now - start
    return result
  }

  private init(
    _ round: Round,
    _ plan: Round.Plan,
    _ theatre: Theatre,
    _ dagster: DagsterUnderTest,
    _ exchangesBeforeLaunch: Int?
  ) async throws {
    (self.round, self.plan, self.theatre, self.dagster) = (round, plan, theatre, dagster)
    let director = Director(exchangesBeforeLaunch: exchangesBeforeLaunch)
    proxy = try await FaultProxy(
      upstream: dagster.url,
      script: FaultProxy.Script(
        injection: { director.injection(for: $0) },
        reached: { await director.strike(at: .exchange($0, $1)) }
      )
    )
    self.director = director
    do {
      stage = try await Stage(round, plan.work, theatre: theatre, url: proxy.url)
    } catch {
      await proxy.close()
      throw error
    }
    stage.ledger.observe { await director.ledgerReached($0) }
    director.props = Director.Props(ledger: stage.ledger, dagster: dagster) { [stage] in
      let ending = try await stage.startCancel().ending()
      return Director.Cancellation(
        ending: ending,
        running: try await Account(of: stage.name, at: dagster.url).running
      )
    }
  }

  private func play() async -> RoundResult {
    var result = RoundResult(round: round, work: plan.work.kind, verdict: .suite, why: "")
    do {
      if plan.work.kind == .pausedBeside { try await stage.beginBeside(url: dagster.url) }
      var course = try await runToTheEnd()
      await proxy.close()
      if plan.work.kind == .pausedBeside, let name = stage.pausedName {
        if try await Account.isOn(name, at: dagster.url), course.broken == nil {
          course.broken = (.wrong, "something of \(name) was switched on while the job beside needed it off")
        }
        try await stage.endBeside(url: dagster.url)
      }
      result.restarts = course.restarts
      result.exchangesBeforeLaunch = proxy.seen.firstIndex(of: .launch)
      (result.verdict, result.why, result.evidence) = try await judge(course)
    } catch {
      await proxy.close()
      result.why = "\(error)"
      result.evidence = director.log.joined(separator: "\n")
    }
    await stage.leave()
    do { try await stage.ledger.close() } catch { director.note("the ledger was not closed: \(error)") }
    return result
  }

  private func runToTheEnd() async throws -> Course {
    var course = Course()
    var ahead = plan.strikes[...]
    for attempt in 0...theatre.maximumRestarts {
      course.restarts = attempt
      let strikes = ahead.first ?? []
      let endings = try await self.attempt(strikes, runners: attempt == 0 ? round.fault.runners : 1)
      let statuses = endings.map(\.status)
      if endings.contains(where: {
        $0.status == 69 && $0.output.contains("Dagster has written that it will retry it")
      }) {
        course.broken = (.void, "Dagster promised a retry and did not start it for ten minutes")
        return course
      }
      // A runner that is told at once that another holds the job does nothing that could be struck.
      if statuses.allSatisfy({ $0 == 5 }), !director.hasStruck {
        course.status = 5
        if attempt < theatre.maximumRestarts { try await pause(after: 5) }
        continue
      }
      ahead = ahead.dropFirst()
      if let broken = director.verdict(afterAttemptWith: statuses) {
        course.broken = broken
        return course
      }
      // Of several runners at once, the one that brought the job to its end counts.
      course.status = statuses.first { !Judge.goesOn.contains($0) } ?? statuses[0]
      if !Judge.goesOn.contains(course.status) || director.cancellation != nil { return course }
      if attempt < theatre.maximumRestarts { try await pause(after: course.status) }
    }
    return course
  }

  private func judge(_ course: Course) async throws -> (RoundVerdict, String, String) {
    let account = try await Account(of: stage.name, plan.work, pausing: stage.pausedName, at: dagster.url)
    let record = try await stage.record()
    let judge = Judge(
      work: plan.work,
      ending: round.fault.ending,
      status: course.status,
      account: account,
      record: record,
      told: stage.webhooks.texts
    )
    // What Dagster says outranks what was seen on the way.
    let judgement = judge.judgement
    let (verdict, why) = judgement.verdict == .double ? judgement : course.broken ?? judgement
    let text = (try? record?.jsonText()) ?? "none"
    let beside = plan.work.kind == .pausedBeside ? try await stage.record(beside: true)?.jsonText() : nil
    let evidence = """
      \(director.log.joined(separator: "\n"))

      Dagster:
      \(account.description)

      Told:
      \(stage.webhooks.texts.joined(separator: "\n"))

      Record:
      \(text)
      \(beside.map { "\nThe job beside:\n\($0)" } ?? "")
      """
    return (verdict, why, evidence)
  }
}
