import SeededRandom
import TestSupport

/// One job, one fault, one seed.
struct Round: Sendable {
  let index: Int
  let fault: Fault
  /// Everything that is random in the round comes from it.
  let seed: UInt64

  /// What a seed makes of a fault.
  struct Plan: Sendable {
    var work: Work
    var strikes: [[Strike]]
    /// Whether the next runner comes before a killed one's lease is over.
    var restartsAtOnce: Bool
  }

  func plan(_ limits: Limits) -> Plan {
    var random = SeededGenerator(seed: seed)
    let kind = fault.works.randomElement(using: &random) ?? .launch
    let work = Work(kind, seconds: fault.seconds, &random)
    var strikes = fault.strikes(&random, limits)
    if fault.takesSecond, work.succeeds, Int.random(in: 0..<4, using: &random) == 0 {
      strikes.append(Catalogue.second(&random, limits))
    }
    return Plan(work: work, strikes: strikes, restartsAtOnce: Bool.random(using: &random))
  }

  /// The rounds of a suite: every fault comes up before one comes up again. The first one has the suite's own
  /// seed, so that a single round is repeated by its fault and its seed.
  static func all(_ count: Int, of faults: [Fault], seed: UInt64) -> [Round] {
    var random = SeededGenerator(seed: seed)
    // Hashed twice: suites of neighboring seeds would have most rounds in common otherwise.
    let base = random.next()
    var order: [Fault] = []
    return (0..<count).map { index in
      if order.isEmpty { order = faults.shuffled(using: &random) }
      var ofRound = SeededGenerator(seed: base &+ UInt64(index))
      return Round(index: index, fault: order.removeLast(), seed: index == 0 ? seed : ofRound.next())
    }
  }
}

/// What came of a round.
struct RoundResult: Sendable {
  let round: Round
  let work: Work.Kind
  var verdict: RoundVerdict
  var why: String
  var restarts = 0
  var duration = Duration.zero
  /// Everything that was seen, for a person who looks into it.
  var evidence = ""
  /// How many exchanges came before the first launch; `nil` where none was launched.
  var exchangesBeforeLaunch: Int?
}
