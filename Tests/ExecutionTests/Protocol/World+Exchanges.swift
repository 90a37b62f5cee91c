import Contract

@testable import Attempt
@testable import Ledger

/// What may come of a runner's action.
extension World {
  func moves(of index: Int, _ action: AttemptMachine.Action) -> [Move] {
    switch action {
    case .stop(let result): [stopping(index, result)]
    case .read: [change("\(index) reads") { $0.reply($0.reply(readBy: index), to: index) }]
    case .create, .replace: writes(of: index, action)
    case .launch(let order) where paused != nil && order.step == 0: pauses(by: index, order)
    case .launch(let order): change == nil ? launches(of: index, order) : changes(by: index, order)
    case .restore(_, _, let notAfter): restores(by: index, notAfter: notAfter) + signaling(index)
    case .pause:
      (clock >= runners[index].wakes ? [change("\(index) wakes") { $0.reply(.paused, to: index) }] : [])
        + signaling(index)
    case .cancel(_, let launch):
      [change("\(index) cancels") { $0.cancel(launch.launchID, for: index) }] + killing(index)
    default: reads(of: index, action)
    }
  }

  private func stopping(_ index: Int, _ result: RunResult) -> Move {
    var move = change("\(index) stops: \(result.outcome)") {
      $0.kill(index)
      // Once its record is gone, nobody knows that it was canceled.
      guard $0.backup?.record.outcome != .canceled else { return }
      guard result.verdict == .succeeded, result.outcome == "canceled" else { return }
      $0.stopped = $0.change?.arrivals ?? $0.server.count
    }
    move.ending = (runners[index], result)
    return move
  }

  /// Before an action that changes something. To be killed while asking is to be killed after the change before.
  private func killing(_ index: Int) -> [Move] {
    guard crashes > 0 else { return [] }
    return [
      change("\(index) is killed") {
        $0.crashes -= 1
        $0.kill(index)
      }
    ]
  }

  private func signaling(_ index: Int) -> [Move] {
    guard signals > 0 else { return [] }
    return [
      change("\(index) is told to leave") {
        $0.signals -= 1
        if $0.runners[index].attempt?.machine.phase.isRestoring == true { $0.paused?.isLeft = true }
        $0.reply(.interrupted, to: index)
      }
    ]
  }

  private func failing(_ index: Int, _ label: String, _ body: (inout World) -> Void) -> [Move] {
    guard faults > 0 else { return [] }
    return [
      change(label) {
        $0.faults -= 1
        body(&$0)
      }
    ]
  }

  private func writes(of index: Int, _ action: AttemptMachine.Action) -> [Move] {
    let write = change("\(index) writes") { world in
      let reply = world.write(action, by: index)
      world.reply(reply, to: index)
    }
    guard crashes > 0 else { return [write] }
    let written = change("\(index) is killed after it wrote") { world in
      _ = world.write(action, by: index)
      world.crashes -= 1
      world.kill(index)
    }
    return [write, written] + killing(index)
  }

  private func reads(of index: Int, _ action: AttemptMachine.Action) -> [Move] {
    let reply: AttemptMachine.Reply =
      switch action {
      // What starts nothing leaves nothing to be found.
      case .search: .found(ids: server.indices.map(String.init))
      case .lookUp where change != nil: .found(ids: change?.isSo == true ? ["done"] : [])
      case .poll where change != nil: .observed(.done)
      case .lookUp(0, _) where paused != nil: .found(ids: paused?.isOn == true ? [] : ["off"])
      case .poll(0, _) where paused != nil: .observed(.done)
      case .lookUp(_, let launch):
        .found(ids: launches(carrying: launch.launchID, runners[index].attempt?.mutation))
      case .poll(_, let launch):
        .observed(observation(of: launch.dagsterID.flatMap { Int($0) }))
      default: .begin
      }
    let away = AttemptMachine.Reply.away(RunResult(.unavailable, "unavailable", ""))
    return [change("\(index) asks Dagster") { $0.reply(reply, to: index) }]
      + failing(index, "\(index) can't reach Dagster") { $0.reply(away, to: index) }
      + signaling(index)
  }

  /// A retry carries the id too, and is no launch.
  private func launches(carrying id: String, _ mutation: Mutation?) -> [String] {
    server.indices.filter {
      server[$0].request.launchID == id && (!server[$0].isRetry || mutation == .takesARetryForALaunch)
    }.map(String.init)
  }

  /// Of a launch with its retries, which is judged by the last of them.
  private func observation(of index: Int?) -> Observation {
    guard let index, server.indices.contains(index) else { return .vanished("it") }
    let id = server[index].request.launchID
    let status = server.last { $0.request.launchID == id && ($0.isRetry || $0 == server[index]) }?.status
    var observation = Observation.vanished("it")
    observation.errorMessage = nil
    observation.targeted = 1
    observation.isOver = status?.isLive != true
    observation.isCanceled = status == .canceled
    observation.materialized = status == .succeeded ? 1 : 0
    observation.failed = status == .failed ? 1 : 0
    if status == .awaitingRetry {
      (observation.retrying, observation.awaitsRetry, observation.isEnding) = ([id], true, true)
    }
    return observation
  }

  private mutating func cancel(_ launchID: String, for index: Int) {
    for place in server.indices where server[place].request.launchID == launchID {
      if server[place].status == .running { server[place].status = .canceled }
    }
    reply(.canceled, to: index)
  }

  private func launches(of index: Int, _ order: AttemptMachine.LaunchOrder) -> [Move] {
    guard Double(clock) <= order.notAfter else {
      return [change("\(index) is too late to launch") { $0.reply(.tooLate, to: index) }]
    }
    let request = Request(step: order.step, launchID: order.launchID, arrivesBy: clock + Self.transit)
    let unknown = AttemptMachine.Reply.uncertain(
      RunResult(.unavailable, "unavailable", ""),
      mayStillArrive: true
    )
    var moves = [
      change("\(index) launches") {
        $0.arrive(request)
        $0.reply(.launched(id: String($0.server.count - 1)), to: index)
      }
    ]
    moves += failing(index, "\(index) can't send its launch") {
      $0.reply(.notLaunched(RunResult(.unavailable, "unavailable", "")), to: index)
    }
    moves += failing(index, "\(index) launches at a bad time") {
      var result = RunResult(.unavailable, "unavailable", "")
      result.outlook = .passing
      $0.reply(.notLaunched(result), to: index)
    }
    moves += failing(index, "\(index) gets no answer to its launch") {
      $0.wire.append(request)
      $0.reply(unknown, to: index)
    }
    if crashes > 0 {
      moves.append(
        change("\(index) is killed as it launches") {
          $0.crashes -= 1
          $0.wire.append(request)
          $0.kill(index)
        }
      )
    }
    return moves + killing(index)
  }
}

extension Observation {
  fileprivate static var done: Observation {
    var observation = Observation(status: "DONE", isOver: true)
    (observation.targeted, observation.materialized) = (1, 1)
    return observation
  }
}
