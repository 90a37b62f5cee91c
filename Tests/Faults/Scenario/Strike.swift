/// One thing that is done to an attempt, and when.
struct Strike: Sendable {
  enum Moment: Hashable, Sendable {
    /// Before the runner is started.
    case start
    /// An exchange of this class gets to this phase.
    case exchange(ExchangeClass, ExchangePhase)
    /// The last exchange before the first launch, as a round without a fault showed it.
    case beforeLaunch
    /// The record was written so many times in this attempt.
    case recordWrite(Int)
    /// A write to a ledger that can tell it gets to this phase, counted from 1 in each attempt.
    case ledgerWrite(Int, LedgerPhase)
    /// So long after the start.
    case after(Duration)
  }

  enum Action: Sendable {
    case inject(Injection)
    /// `kill -9` of all runners.
    case kill
    /// SIGTERM: the runner has to be gone within 2 s, with 75.
    case terminate
    /// SIGINT, and another one soon after.
    case interruptTwice
    /// `runner cancel`, while the runner runs.
    case cancel
    case ledger(LedgerFault)
    case server(ServerFault)
  }

  var moment: Moment
  var action: Action
  /// How many such moments it takes effect at.
  var times = 1
  /// Whether a round in which it never came to pass has tested nothing.
  var isRequired = true
  fileprivate(set) var hasStruck = false
}

/// What is done to the ledger, until the attempt is over.
enum LedgerFault: Hashable, Sendable {
  case full
  case readOnly
  /// Somebody else changes the record, though not what it says.
  case foreignWrite
  /// Writes are answered with this HTTP status, with or without being carried out, from the given one on.
  case status(Int, afterEffect: Bool, write: Int, times: Int)
  /// The given write is carried out, and its connection reset.
  case reset(write: Int)
  /// The token is refused from now on; the new one is in the file so much later.
  case tokenExpires(Duration)
  /// Nobody listens for so long.
  case down(Duration)
}

/// How far a write to the ledger has got.
enum LedgerPhase: String, CaseIterable, Sendable {
  case received, applied, answered
}

/// What is done to a Dagster, which comes back after a while.
enum ServerFault: Hashable, Sendable {
  case killWebserver
  case killDaemon
}

extension Strike {
  /// A strike at an exchange's request.
  static func inject(_ injection: Injection, at kind: ExchangeClass, times: Int = 1) -> Strike {
    Strike(moment: .exchange(kind, .received), action: .inject(injection), times: times)
  }

  static func kill(at kind: ExchangeClass, _ phase: ExchangePhase) -> Strike {
    Strike(moment: .exchange(kind, phase), action: .kill)
  }

  /// The same, but the round counts without it.
  var ifPossible: Strike {
    var strike = self
    strike.isRequired = false
    return strike
  }
}

/// The strikes that an attempt still has before it.
struct StrikeList: Sendable {
  private var strikes: [Strike]

  init(_ strikes: [Strike] = []) { self.strikes = strikes }

  /// The required ones that never came to pass.
  var missed: [Strike] { strikes.filter { $0.isRequired && !$0.hasStruck } }

  /// Whether one of them came to pass.
  var hasStruck: Bool { strikes.contains(where: \.hasStruck) }

  /// What is to be done at a moment, besides injections; each counts as one time less.
  mutating func take(_ moment: Strike.Moment) -> [Strike] {
    var due: [Strike] = []
    for index in indices(of: moment) {
      if case .inject = strikes[index].action { continue }
      due.append(use(index))
    }
    return due
  }

  /// The first injection at a moment.
  mutating func takeInjection(at moment: Strike.Moment) -> Injection? {
    for index in indices(of: moment) {
      if case .inject(let injection) = strikes[index].action {
        _ = use(index)
        return injection
      }
    }
    return nil
  }

  private func indices(of moment: Strike.Moment) -> [Int] {
    strikes.indices.filter { strikes[$0].moment == moment && strikes[$0].times > 0 }
  }

  private mutating func use(_ index: Int) -> Strike {
    strikes[index].times -= 1
    strikes[index].hasStruck = true
    return strikes[index]
  }
}
