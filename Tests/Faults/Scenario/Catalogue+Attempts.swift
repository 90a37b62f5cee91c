import SeededRandom
import TestSupport

extension Catalogue {
  private static let killedClasses: [ExchangeClass] = [.readiness, .reads, .launch, .lookUp, .watch, .cancel]

  /// The runner is killed outright.
  static let kills: [Fault] =
    killedClasses.flatMap { kind in ExchangePhase.allCases.map { killed(at: kind, $0) } }
    + [killedWithALateLaunch, killedAtAWrite, killedAtAWriteOfAPause, killedAtRandom]

  private static func killed(at kind: ExchangeClass, _ phase: ExchangePhase) -> Fault {
    Fault(
      name: "kill/\(kind.rawValue)-\(phase.rawValue)",
      holds: "the next one finds out what was launched",
      works: kind.works
    ) {
      random,
      _ in
      var strikes = [Strike.kill(at: kind, phase)]
      // What the runner had sent is lost with it.
      if phase == .received { strikes.append(.inject(.resetBeforeForwarding, at: kind)) }
      guard kind == .lookUp else { return [strikes] }
      return Bool.random(using: &random)
        ? [[.inject(.resetAfterForwarding, at: .launch)] + strikes]
        : [[.kill(at: .launch, .forwarded)], strikes]
    }
  }

  /// The request outlives the runner: it arrives when the next one has taken the job up and looks for it, which
  /// takes two leases.
  private static let killedWithALateLaunch = Fault(
    name: "kill/launch-late",
    holds: "nothing is launched while the request may still arrive",
    lease: 2,
    takesSecond: false
  ) { random, limits in
    let longest = (limits.launch + limits.request) * 1000
    let late = Duration.milliseconds(Int.random(in: longest * 3 / 4...longest, using: &random))
    return [[.kill(at: .launch, .received), .inject(.forwardLate(late), at: .launch)]]
  }

  private static let killedAtAWrite = Fault(
    name: "kill/record-written",
    holds: "each state of the record can be taken up",
    works: Fault.launching + [.stopped]
  ) { random, _ in
    let write = Int.random(in: 1...6, using: &random)
    return [[Strike(moment: .recordWrite(write), action: .kill, isRequired: write < 4)]]
  }

  /// From the claim to the end: each write of a job that pauses something.
  private static let killedAtAWriteOfAPause = Fault(
    name: "kill/pause-written",
    holds: "everything is as before in the end",
    works: Work.Kind.pausing
  ) { random, _ in
    let write = Int.random(in: 1...12, using: &random)
    return [[Strike(moment: .recordWrite(write), action: .kill, isRequired: write < 10)]]
  }

  private static let killedAtRandom = Fault(
    name: "kill/random",
    holds: "no moment is a bad one",
    works: Fault.launching + [.stopped] + Work.Kind.pausing
  ) { random, _ in
    let moment = Duration.milliseconds(Int.random(in: 5...6000, using: &random))
    return [[Strike(moment: .after(moment), action: .kill, isRequired: false)]]
  }

  /// Several runners at once.
  static let runners: [Fault] = [2, 5].map { count in
    Fault(
      name: "runners/\(count)",
      holds: "one launches; the others are told, or find the end",
      works: Fault.launching + Work.Kind.pausing,
      runners: count,
      takesSecond: false
    ) { _, _ in [] }
  }

  /// The ledger takes no writes from some moment on.
  static let ledgers: [Fault] = [("full", LedgerFault.full), ("read-only", .readOnly)].map { name, fault in
    Fault(
      name: "ledger/\(name)",
      holds: "nothing is launched without an intent; what was launched is found",
      ledger: .volume
    ) { random, _ in
      let moments: [Strike.Moment] = [
        .start, .exchange(.reads, .received), .exchange(.launch, .received), .exchange(.launch, .forwarded),
        .exchange(.watch, .received),
      ]
      return [[Strike(moment: moments.randomElement(using: &random) ?? .start, action: .ledger(fault))]]
    }
  }

  /// The runner is told to stop.
  static let signals: [Fault] = [
    Fault(name: "signal/terminate", holds: "75 within 2 s; the next one attaches", works: [.sleep]) {
      random,
      _ in
      let kinds: [ExchangeClass] = [.readiness, .reads, .launch, .watch]
      let moment = Strike.Moment.exchange(
        kinds.randomElement(using: &random) ?? .watch,
        ExchangePhase.allCases.randomElement(using: &random) ?? .received
      )
      return [[Strike(moment: moment, action: .terminate)]]
    },
    Fault(name: "signal/interrupt-twice", holds: "gone at once; the next one attaches", works: [.sleep]) {
      random,
      _ in
      let phase = ExchangePhase.allCases.randomElement(using: &random) ?? .received
      return [[Strike(moment: .exchange(.watch, phase), action: .interruptTwice)]]
    },
    Fault(
      name: "signal/cancel",
      holds: "nothing of it runs when `runner cancel` returns",
      works: [.sleep],
      seconds: 60,
      ending: .canceled,
      takesSecond: false
    ) { random, _ in
      let kinds: [(ExchangeClass, ExchangePhase)] = [(.launch, .answered), (.watch, .answered)]
      let (kind, phase) = kinds.randomElement(using: &random) ?? (.watch, .answered)
      return [[Strike(moment: .exchange(kind, phase), action: .cancel)]]
    },
  ]

  /// What is in the way of telling people how a job ended.
  static let messages: [Fault] =
    [("500", WebhookServer.Answer.status(500)), ("hang-up", .hangUp), ("silence", .silence)].map {
      name,
      answer in
      Fault(
        name: "told/\(name)",
        holds: "the verdict is the same, and people are told",
        works: [.launch, .failing, .twoSteps],
        webhooks: answer,
        takesSecond: false
      ) { _, _ in [] }
    } + [
      Fault(
        name: "told/killed",
        holds: "the next one tells",
        works: [.launch],
        webhooks: .silence,
        takesSecond: false
      ) { random, _ in
        let moment = Duration.milliseconds(Int.random(in: 2000...7000, using: &random))
        return [[Strike(moment: .after(moment), action: .kill, isRequired: false)]]
      }
    ]

  /// A Dagster that is killed and comes back. A daemon takes the runs that it started with it, so it is
  /// killed before there are any.
  static let servers: [Fault] = [
    Fault(name: "server/webserver-killed", holds: "the work goes on; the runner stays with it", lane: .own) {
      random,
      _ in
      let kinds: [ExchangeClass] = [.readiness, .reads, .launch, .watch]
      let kind = kinds.randomElement(using: &random) ?? .watch
      let phases: [ExchangePhase] = [.received, .forwarded]
      let phase = phases.randomElement(using: &random) ?? .received
      return [[Strike(moment: .exchange(kind, phase), action: .server(.killWebserver))]]
    },
    Fault(
      name: "server/daemon-killed",
      holds: "what was launched waits for the daemon",
      lane: .own,
      works: [.backfill, .partition]
    ) { random, _ in
      let kinds: [ExchangeClass] = [.reads, .launch]
      let kind = kinds.randomElement(using: &random) ?? .launch
      return [[Strike(moment: .exchange(kind, .received), action: .server(.killDaemon))]]
    },
  ]

  /// What may hit the attempt after the first one.
  static func second(_ random: inout SeededGenerator, _ limits: Limits) -> [Strike] {
    let kinds: [ExchangeClass] = [.readiness, .reads, .launch, .lookUp, .watch]
    let kind = kinds.randomElement(using: &random) ?? .watch
    let injections: [Injection] = [
      .resetBeforeForwarding, .resetAfterForwarding, .truncate, .status(503, forwarded: true),
      .forwardLate(kind == .launch ? limits.flight(&random) : .milliseconds(300)),
    ]
    let phase = ExchangePhase.allCases.randomElement(using: &random) ?? .received
    let strike: Strike =
      Bool.random(using: &random)
      ? .kill(at: kind, phase) : .inject(injections.randomElement(using: &random) ?? .truncate, at: kind)
    return [strike.ifPossible]
  }
}
