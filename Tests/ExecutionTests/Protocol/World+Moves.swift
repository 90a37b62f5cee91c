import Dagster

@testable import Attempt
@testable import Ledger

/// Everything that may happen next.
extension World {
  struct Move {
    var label: String
    var world: World
    /// How a runner ended by it.
    var ending: (runner: Runner, result: RunResult)?
  }

  func moves(steps: Int, mutation: Mutation?) -> [Move] {
    var moves = ownMoves
    for index in runners.indices {
      if runners[index].attempt == nil, runners[index].starts > 0 {
        moves.append(starting(index, steps: steps, mutation: mutation))
      }
      if let action = runners[index].action { moves += self.moves(of: index, action) }
    }
    return moves
  }

  /// What happens without a runner.
  private var ownMoves: [Move] {
    var moves = [change("a second passes") { $0.pass() }]
    if touches > 0, ledger != nil {
      moves.append(
        change("somebody touches the record") {
          $0.touches -= 1
          $0.touch()
        }
      )
    }
    if deletions > 0, canVanish { moves.append(change("somebody deletes the record") { $0.vanish() }) }
    if damages > 0, ledger != nil {
      moves.append(
        change("somebody damages the record") {
          $0.damages -= 1
          $0.isDamaged = true
          $0.touch()
        }
      )
    }
    for (index, request) in wire.enumerated() {
      moves.append(
        change("launch \(request.launchID) arrives") {
          $0.wire.remove(at: index)
          $0.arrive(request)
        }
      )
    }
    moves += changesByOthers
    moves += retrying
    for (index, instance) in server.enumerated() where instance.status == .running {
      moves.append(change("\(instance.request.launchID) succeeds") { $0.server[index].status = .succeeded })
      guard failures > 0 else { continue }
      moves.append(
        change("\(instance.request.launchID) fails") {
          $0.failures -= 1
          $0.server[index].status = .failed
        }
      )
    }
    return moves
  }

  /// What Dagster's own retries do.
  private var retrying: [Move] {
    var moves: [Move] = []
    for (index, instance) in server.enumerated() {
      if instance.status == .awaitingRetry {
        moves.append(
          change("Dagster retries \(instance.request.launchID)") {
            $0.server[index].status = .retried
            $0.server.append(Instance(request: instance.request, isRetry: true))
          }
        )
      }
      guard instance.status == .running, retries > 0 else { continue }
      moves.append(
        change("\(instance.request.launchID) fails, and Dagster will retry it") {
          $0.retries -= 1
          $0.server[index].status = .awaitingRetry
        }
      )
    }
    return moves
  }

  mutating func pass() {
    clock += 1
    wire.removeAll { $0.arrivesBy < clock }
  }

  private func starting(_ index: Int, steps: Int, mutation: Mutation?) -> Move {
    change("runner \(index) starts") { world in
      let runner = world.runners[index]
      world.runners[index].starts -= 1
      let name = "r\(runner.number).\(runner.starts)"
      let machine = AttemptMachine(
        goal: runner.goal,
        identity: AttemptIdentity(
          holder: name,
          launchPrefix: name,
          provenance: Provenance(),
          pages: WorkPages(ofBackfills: "", ofRuns: ""),
          kubernetesJob: runner.kubernetesJob
        ),
        timing: mutation?.timing ?? Self.timing,
        fresh: Self.fresh(steps: steps)
      )
      world.runners[index].attempt = MutantAttempt(machine: machine, mutation: mutation)
      world.reply(.begin, to: index)
    }
  }

  func change(_ label: String, _ body: (inout World) -> Void) -> Move {
    var world = self
    body(&world)
    return Move(label: label, world: world)
  }

  mutating func reply(_ reply: AttemptMachine.Reply, to index: Int) {
    let now = now(for: runners[index])
    var action = runners[index].attempt?.next(reply, at: now)
    // What Dagster says to these is always the same here: no other move comes between.
    while let answer = action.flatMap({ onlyAnswer(to: $0) }) {
      action = runners[index].attempt?.next(answer, at: now)
    }
    runners[index].action = action
    if case .pause(let seconds) = action { runners[index].wakes = clock + Int(seconds.rounded(.up)) }
  }

  mutating func arrive(_ request: Request) {
    if change != nil {
      change?.bringAbout(request.launchID)
    } else if paused != nil, request.step == 0 {
      paused?.isOn = false
    } else {
      if paused?.isOn == true { paused?.isLate = true }
      server.append(Instance(request: request))
    }
  }

  mutating func kill(_ index: Int) {
    runners[index].attempt = nil
    runners[index].action = nil
    runners[index].wakes = 0
  }
}

extension World {
  private func onlyAnswer(to action: AttemptMachine.Action) -> AttemptMachine.Reply? {
    switch action {
    case .plan(let steps):
      .planned(Dictionary(uniqueKeysWithValues: steps.map { ($0, paused == nil ? planned : planned($0)) }))
    case .explain: .explained([])
    default: nil
    }
  }

  private var planned: AttemptMachine.Planned {
    guard let change else { return AttemptMachine.Planned(kind: .run) }
    return AttemptMachine.Planned(kind: .once, targeted: change.isSo ? 0 : 1)
  }
}
