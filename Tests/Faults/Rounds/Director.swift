import Foundation
import Synchronization
import TestSupport

/// Lets the strikes of the attempt under way come to pass.
final class Director: Sendable {
  /// What an action needs of the round.
  struct Props: Sendable {
    var ledger: any LedgerUnderTest
    var dagster: DagsterUnderTest
    /// Starts `runner cancel` of the round's job.
    var cancel: @Sendable () async throws -> Cancellation
  }

  /// What `runner cancel` left.
  struct Cancellation: Sendable {
    var ending: Child.Ending
    /// What Dagster was still running when it returned.
    var running: [String]
  }

  private struct State {
    var props: Props?
    var strikes = StrikeList()
    var children: [Child] = []
    var log: [String] = []
    var background: [Task<Void, Never>] = []
    var exchanges = 0
    var ledgerWrites = 0
    /// When a runner was told to stop, and how long it took.
    var told: ContinuousClock.Instant?
    var tookToStop: Duration?
    var missed: [Strike] = []
    var hasStruck = false
    var cancellation: Cancellation?
    var failure: String?
  }

  /// How many exchanges come before the launch; `nil` where no strike asks for it.
  private let exchangesBeforeLaunch: Int?
  private let state = Mutex(State())
  private let start = ContinuousClock.now

  init(exchangesBeforeLaunch: Int? = nil) { self.exchangesBeforeLaunch = exchangesBeforeLaunch }

  /// Set before the first attempt.
  var props: Props? {
    get { state.withLock(\.props) }
    set { state.withLock { $0.props = newValue } }
  }

  /// What happened, a line each, with the time since the round began.
  var log: [String] { state.withLock(\.log) }
  /// Whether a strike of the last attempt came to pass.
  var hasStruck: Bool { state.withLock(\.hasStruck) }
  /// How `runner cancel` ended.
  var cancellation: Cancellation? { state.withLock(\.cancellation) }
  func note(_ line: String) {
    let time = ContinuousClock.now - start
    state.withLock { $0.log.append("\(time.inSeconds) \(line)") }
  }

  /// Begins an attempt; what strikes at its start does so before this returns.
  func begin(_ strikes: [Strike]) async {
    state.withLock { state in
      (state.strikes, state.children) = (StrikeList(strikes), [])
      (state.exchanges, state.ledgerWrites) = (0, 0)
      (state.told, state.tookToStop) = (nil, nil)
    }
    await strike(at: .start)
  }

  func started(_ children: [Child]) { state.withLock { $0.children = children } }

  /// All runners have ended.
  func ended() {
    state.withLock { state in state.tookToStop = state.told.map { .now - $0 } }
  }

  /// Waits for what a strike set going.
  func finish() async {
    while let task = state.withLock({ $0.background.popLast() }) { await task.value }
    state.withLock { state in
      state.missed = state.strikes.missed
      state.hasStruck = state.strikes.hasStruck
      state.strikes = StrikeList()
    }
  }

  /// What the attempt showed by itself, if it was not as it has to be.
  func verdict(afterAttemptWith statuses: [Int32]) -> (RoundVerdict, String)? {
    let state = state.withLock(\.self)
    if let failure = state.failure { return (.suite, failure) }
    if let missed = state.missed.first {
      return (.suite, "\(missed.action) at \(missed.moment) did not come to pass")
    }
    if let time = state.tookToStop, time > .seconds(2) {
      return (.wrong, "stopping took \(time.inSeconds); exit codes \(statuses)")
    }
    guard let cancellation = state.cancellation else { return nil }
    if cancellation.ending.status != 0 {
      return (.wrong, "runner cancel exited with \(cancellation.ending.status)")
    }
    return cancellation.running.first.map { (.wrong, "run \($0) goes on after runner cancel") }
  }

  /// What is to be done to an exchange.
  func injection(for kind: ExchangeClass) -> Injection? {
    let injection = state.withLock { state -> Injection? in
      state.exchanges += 1
      if state.exchanges == exchangesBeforeLaunch,
        case .refuse(let away) = state.strikes.takeInjection(at: .beforeLaunch)
      {
        return .answerAndRefuse(away)
      }
      return state.strikes.takeInjection(at: .exchange(kind, .received))
    }
    note("\(kind.rawValue)\(injection.map { ": \($0)" } ?? "")")
    return injection
  }

  /// A write to the ledger has got so far.
  func ledgerReached(_ phase: LedgerPhase) async {
    let count = state.withLock { state in
      if phase == .received { state.ledgerWrites += 1 }
      return state.ledgerWrites
    }
    if phase == .received { note("write \(count) to the ledger") }
    await strike(at: .ledgerWrite(count, phase))
  }

  func strike(at moment: Strike.Moment) async {
    let due = state.withLock { $0.strikes.take(moment) }
    for strike in due { await perform(strike.action, at: moment) }
  }
}

extension Director {
  private func perform(_ action: Strike.Action, at moment: Strike.Moment) async {
    note("\(action) at \(moment)")
    let (props, children) = state.withLock { ($0.props, $0.children) }
    guard let props else { return }
    switch action {
    case .inject: break
    case .kill: children.forEach { $0.send(SIGKILL) }
    case .terminate:
      state.withLock { $0.told = .now }
      children.forEach { $0.send(SIGTERM) }
    case .interruptTwice:
      children.forEach { $0.send(SIGINT) }
      try? await Task.sleep(for: .milliseconds(50))
      state.withLock { $0.told = .now }
      children.forEach { $0.send(SIGINT) }
    case .ledger(let fault): await trying { try await props.ledger.strike(fault) }
    case .cancel:
      inBackground {
        let cancellation = try await props.cancel()
        self.state.withLock { $0.cancellation = cancellation }
        self.note("runner cancel exited with \(cancellation.ending.status)\n\(cancellation.ending.errors)")
      }
    case .server(let fault):
      await trying { try props.dagster.strike(fault) }
      inBackground { try await props.dagster.restart() }
    }
  }

  private func inBackground(_ work: @escaping @Sendable () async throws -> Void) {
    let task = Task { await self.trying(work) }
    state.withLock { $0.background.append(task) }
  }

  private func trying(_ work: @Sendable () async throws -> Void) async {
    do { try await work() } catch { state.withLock { $0.failure = "\(error)" } }
  }
}

extension Duration {
  /// To the millisecond.
  var inSeconds: String {
    let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest) s"
  }
}
