import SeededRandom
import TestSupport

/// Every fault that there is.
enum Catalogue {
  static let all: [Fault] =
    [control] + exchanges + kills + runners + ledgers + kubernetes + signals + messages + servers
}

extension Catalogue {
  /// No fault: what a round costs, and in which order a runner asks.
  static let control = Fault(name: "none", holds: "nothing else", takesSecond: false) { _, _ in [] }

  /// A way to break an exchange, for each class.
  private struct Break {
    var name: String
    var holds: String
    var injection: @Sendable (ExchangeClass, Limits, inout SeededGenerator) -> Injection
  }

  private static let breaks: [Break] = [
    Break(name: "refused", holds: "tried again, or started again") { _, _, random in
      .refuse(.milliseconds(Int.random(in: 200...3000, using: &random)))
    },
    Break(name: "reset-before", holds: "the server has none of it") { _, _, _ in .resetBeforeForwarding },
    Break(name: "reset-after", holds: "the server did it anyway") { _, _, _ in .resetAfterForwarding },
    Break(name: "late", holds: "it arrives after the runner gave it up") { _, limits, random in
      .forwardLate(limits.flight(&random))
    },
    Break(name: "slow", holds: "the time limit passes before the answer") { kind, limits, _ in
      .delay(limits.tooLong(kind))
    },
    Break(name: "500", holds: "nothing that it did not do") { _, _, random in status(500, &random) },
    Break(name: "502", holds: "nothing that it did not do") { _, _, random in status(502, &random) },
    Break(name: "503", holds: "nothing that it did not do") { _, _, random in status(503, &random) },
    Break(name: "429", holds: "nothing that it did not do") { _, _, random in status(429, &random) },
    Break(name: "truncated", holds: "an answer without its end is none") { _, _, _ in .truncate },
    Break(name: "login-page", holds: "a page is no answer") { _, _, _ in .loginPage },
    Break(name: "huge", holds: "an answer beyond 64 MiB is none") { _, _, _ in .bloat(mebibytes: 70) },
    Break(name: "trickle", holds: "the time limit is for the whole answer") { _, _, _ in
      .trickle(.milliseconds(100))
    },
  ]

  /// By seed before or after the server did it, with `Retry-After` or without.
  private static func status(_ code: Int, _ random: inout SeededGenerator) -> Injection {
    let wait = Bool.random(using: &random) ? 1 : nil
    return .status(code, retryAfter: wait, forwarded: Bool.random(using: &random))
  }

  private static let classes: [ExchangeClass] = [.readiness, .reads, .launch, .lookUp, .watch, .cancel]

  static let exchanges: [Fault] =
    classes.flatMap { kind in
      // A read that comes late does nothing.
      breaks.filter { kind == .launch || $0.name != "late" }.map { fault($0, in: kind) }
    } + [refusedLaunch]

  private static func fault(_ way: Break, in kind: ExchangeClass) -> Fault {
    Fault(
      name: "\(kind.rawValue)/\(way.name)",
      holds: way.holds,
      works: kind.works + (kind == .cancel ? [] : [.failing])
    ) { random, limits in
      let injection = way.injection(kind, limits, &random)
      // Once, so that it is overcome; or for so long that the attempt gives up.
      let times = kind == .launch ? 1 : [1, 1, 2, 4].randomElement(using: &random) ?? 1
      let strike = Strike.inject(injection, at: kind, times: times)
      return kind == .lookUp ? lookingUp(strike, limits, &random) : [[strike]]
    }
  }

  /// A runner looks a launch up only when it cannot know: in the same attempt, or in the next.
  private static func lookingUp(
    _ strike: Strike,
    _ limits: Limits,
    _ random: inout SeededGenerator
  ) -> [[Strike]] {
    switch Int.random(in: 0..<3, using: &random) {
    case 0: [[.inject(.resetAfterForwarding, at: .launch), strike]]
    case 1: [[.inject(.forwardLate(limits.flight(&random)), at: .launch), strike]]
    default: [[.kill(at: .launch, .forwarded)], [strike]]
    }
  }

  /// The launch's own connection is refused: the server is gone between the check and the launch.
  private static let refusedLaunch = Fault(
    name: "launch/not-connected",
    holds: "known not to have been sent",
    works: [.materialize]
  ) { random, _ in
    let away = Duration.milliseconds(Int.random(in: 200...3000, using: &random))
    return [[Strike(moment: .beforeLaunch, action: .inject(.refuse(away)))]]
  }
}
