import Contract

@testable import Attempt
@testable import Ledger

/// A job of three steps: it switches a schedule off, launches something, and switches it on again.
extension World {
  /// What the job pauses.
  struct Paused: Hashable {
    var isOn = true
    /// Whether something was launched while it was on.
    var isLate = false
    /// Whether a runner was told to leave that was to switch it on.
    var isLeft = false

    static let automation = PauseRecord.Automation(
      kind: "schedule",
      name: "nightly",
      location: "lab",
      repository: ""
    )
  }

  /// How many steps it has, and which of them launches something.
  static let (pausedSteps, pausedWork) = (3, 1)

  func planned(_ step: Int) -> AttemptMachine.Planned {
    switch step {
    case 0:
      let isToRun = paused?.isOn == true || ledger?.record.openPauses.isEmpty == false
      return AttemptMachine.Planned(
        kind: .pause,
        pause: PauseRecord(isToRun ? [Paused.automation] : [])
      )
    case Self.pausedWork: return AttemptMachine.Planned(kind: .run)
    default: return AttemptMachine.Planned(kind: .restore)
    }
  }

  /// Switches it off, as PauseWork does.
  func pauses(by index: Int, _ order: AttemptMachine.LaunchOrder) -> [Move] {
    guard Double(clock) <= order.notAfter else {
      return [change("\(index) is too late to switch it off") { $0.reply(.tooLate, to: index) }]
    }
    let away = RunResult(.unavailable, "unavailable", "")
    let intended = runners[index].attempt?.machine.launch(order.step)?.pause
    if paused?.isOn == true, intended?.contains(Paused.automation) != true {
      return [
        change("\(index) finds it on, unlike planned") {
          var result = away
          result.outlook = .passing
          $0.reply(.notLaunched(result), to: index)
        }
      ]
    }
    if paused?.isOn == false {
      return [change("\(index) finds it off") { $0.reply(.launched(id: "off"), to: index) }]
    }
    let request = Request(step: order.step, launchID: order.launchID, arrivesBy: clock + Self.transit)
    var moves = [
      change("\(index) switches it off") {
        $0.paused?.isOn = false
        $0.reply(.launched(id: "off"), to: index)
      }
    ]
    if faults > 0 {
      moves.append(
        change("\(index) gets no answer to switching it off") {
          $0.faults -= 1
          $0.wire.append(request)
          $0.reply(.uncertain(away, mayStillArrive: true), to: index)
        }
      )
    }
    if crashes > 0 {
      moves.append(
        change("\(index) is killed as it switches it off") {
          $0.crashes -= 1
          $0.wire.append(request)
          $0.kill(index)
        }
      )
    }
    return moves
  }

  /// Switches it on, as PauseHolds does: to do so twice does no harm.
  func restores(by index: Int, notAfter: Double) -> [Move] {
    guard Double(clock) <= notAfter else {
      return [change("\(index) is too late to switch it on") { $0.reply(.tooLate, to: index) }]
    }
    var moves = [
      change("\(index) switches it on") {
        $0.paused?.isOn = true
        $0.reply(.restored(leftTo: [], isNews: false), to: index)
      }
    ]
    if faults > 0 {
      moves.append(
        change("\(index) can't switch it on") {
          $0.faults -= 1
          $0.reply(.away(RunResult(.unavailable, "unavailable", "")), to: index)
        }
      )
    }
    if crashes > 0 {
      for (label, isOn) in [("before", false), ("after", true)] {
        moves.append(
          change("\(index) is killed \(label) it switches it on") {
            $0.crashes -= 1
            if isOn { $0.paused?.isOn = true }
            $0.kill(index)
          }
        )
      }
    }
    return moves
  }

  /// What has to hold.
  func fault(of paused: Paused) -> String? {
    if paused.isLate { return "something is launched while it is on" }
    // Where a cancellation didn't wait for the end, something is under way still.
    guard let record = ledger?.record, record.outcome != nil, !paused.isOn,
      !record.steps.contains(where: \.isUnderWay)
    else { return nil }
    // Known before it is switched on: whoever takes the job up then does so.
    let isToBeSwitchedOn = record.lease?.isOpen == true || paused.isLeft
    return isToBeSwitchedOn && !record.openPauses.isEmpty ? nil : "the job has ended, and it is off"
  }
}
