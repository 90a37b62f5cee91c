import SeededRandom
import TestSupport

extension Catalogue {
  /// The ledger in a cluster.
  static let kubernetes: [Fault] =
    [
      kubernetes("none", "the same as with files") { _ in [] },
      kubernetes("conflict", "a record that somebody touched is read again") { random in
        [strike(.foreignWrite, at: Int.random(in: 2...4, using: &random), .received)]
      },
      kubernetes("connection-lost", "a write whose answer was lost is recognized") { random in
        [Strike(moment: .start, action: .ledger(.reset(write: Int.random(in: 1...4, using: &random))))]
      },
      kubernetes("token-expired", "the rotated token is taken up") { random in
        let away = Duration.milliseconds(Int.random(in: 100...3000, using: &random))
        return [strike(.tokenExpires(away), at: Int.random(in: 1...4, using: &random), .answered)]
      },
      kubernetes("down", "it comes back, or the next one goes on") { random in
        let away = Duration.milliseconds(Int.random(in: 100...5000, using: &random))
        let phase = LedgerPhase.allCases.randomElement(using: &random) ?? .received
        return [strike(.down(away), at: Int.random(in: 1...4, using: &random), phase)]
      },
      Fault(
        name: "kubernetes/runners-5",
        holds: "one launches; the others are told, or find the end",
        runners: 5,
        ledger: .kubernetes,
        takesSecond: false
      ) { _, _ in [] },
    ] + [500, 503, 429].flatMap { [status($0, afterEffect: false), status($0, afterEffect: true)] }
    + LedgerPhase.allCases.map(killed)

  private static func kubernetes(
    _ name: String,
    _ holds: String,
    strikes: @escaping @Sendable (inout SeededGenerator) -> [Strike]
  ) -> Fault {
    Fault(name: "kubernetes/\(name)", holds: holds, ledger: .kubernetes) { random, _ in [strikes(&random)] }
  }

  private static func strike(_ fault: LedgerFault, at write: Int, _ phase: LedgerPhase) -> Strike {
    Strike(moment: .ledgerWrite(write, phase), action: .ledger(fault))
  }

  private static func status(_ code: Int, afterEffect: Bool) -> Fault {
    kubernetes("\(code)-\(afterEffect ? "after" : "before")", "whether it was written is found out") {
      random in
      let fault = LedgerFault.status(
        code,
        afterEffect: afterEffect,
        write: Int.random(in: 1...4, using: &random),
        times: Int.random(in: 1...3, using: &random)
      )
      return [Strike(moment: .start, action: .ledger(fault))]
    }
  }

  private static func killed(_ phase: LedgerPhase) -> Fault {
    kubernetes("kill-\(phase.rawValue)", "each state of the record can be taken up") { random in
      [Strike(moment: .ledgerWrite(Int.random(in: 1...4, using: &random), phase), action: .kill)]
    }
  }
}
