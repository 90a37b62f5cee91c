import Contract

@testable import Attempt
@testable import Ledger

/// A step whose work is a change that is so or not, and starts nothing: whoever sends it again does no harm, and a look
/// tells whether it is so.
extension World {
  /// What the step changes.
  struct Change: Hashable {
    var isSo = false
    /// Under which intents it was brought about, or tried to.
    var carried: Set<String> = []
    /// Whether it has been so at any time. Others may undo it.
    var hasBeen = false
    /// How often somebody else may still bring it about.
    var others = 0
    /// How often somebody else may still undo it.
    var undone = 0
    /// How many requests arrived since a cancellation said that nothing is under way.
    var arrivals = 0

    mutating func bringAbout(_ launchID: String?) {
      (isSo, hasBeen) = (true, true)
      if let launchID { bringAboutAPart(launchID) }
    }

    mutating func bringAboutAPart(_ launchID: String) {
      carried.insert(launchID)
      arrivals += 1
    }
  }

  /// What others do about it.
  var changesByOthers: [Move] {
    guard let change else { return [] }
    var moves: [Move] = []
    if change.others > 0, !change.isSo {
      moves.append(
        self.change("somebody else brings it about") {
          $0.change?.others -= 1
          $0.change?.bringAbout(nil)
        }
      )
    }
    if change.undone > 0, change.isSo {
      moves.append(
        self.change("somebody else undoes it") {
          $0.change?.undone -= 1
          $0.change?.isSo = false
        }
      )
    }
    return moves
  }

  /// Looks, sends what isn't so, and looks again: as OnceWork does.
  func changes(by index: Int, _ order: AttemptMachine.LaunchOrder) -> [Move] {
    guard Double(clock) <= order.notAfter else {
      return [change("\(index) is too late to send") { $0.reply(.tooLate, to: index) }]
    }
    let request = Request(step: order.step, launchID: order.launchID, arrivesBy: clock + Self.transit)
    let away = RunResult(.unavailable, "unavailable", "")
    var moves = [
      change("\(index) brings it about") {
        if $0.change?.isSo == false { $0.change?.bringAbout(order.launchID) }
        $0.reply(.launched(id: "done"), to: index)
      }
    ]
    if faults > 0 {
      moves.append(
        change("\(index) gets no answer") {
          $0.faults -= 1
          $0.wire.append(request)
          $0.reply(.uncertain(away, mayStillArrive: true), to: index)
        }
      )
      moves.append(
        change("\(index) is refused after a part of it") {
          $0.faults -= 1
          $0.change?.bringAboutAPart(order.launchID)
          $0.reply(.partial(away), to: index)
        }
      )
      moves.append(
        change("\(index) can't send it") {
          $0.faults -= 1
          $0.reply(.notLaunched(away), to: index)
        }
      )
    }
    if crashes > 0 {
      moves.append(
        change("\(index) is killed as it sends") {
          $0.crashes -= 1
          $0.wire.append(request)
          $0.kill(index)
        }
      )
    }
    return moves
  }

  /// What has to hold.
  func fault(of change: Change) -> String? {
    let known = [ledger, backup].compactMap { $0?.record.steps[0] }.flatMap(\.launches).map(\.launchID)
    if !change.carried.isSubset(of: known) { return "the ledger doesn't know what was changed" }
    if ledger?.record.outcome == .succeeded, !change.hasBeen {
      return "recorded as succeeded, and it is not so"
    }
    if let stopped, change.arrivals > stopped { return "something is changed after a cancellation" }
    return nil
  }
}
