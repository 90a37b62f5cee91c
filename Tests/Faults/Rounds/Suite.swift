import Foundation
import SeededRandom
import Synchronization
import TestSupport

/// Plays rounds: some at once on the Dagster that all share, beside them one after the other on one of their own.
final class Suite: Sendable {
  private let theatre: Theatre
  private let shared: DagsterUnderTest
  private let deadline: ContinuousClock.Instant?
  private let evidence: String
  private let keepsAll: Bool
  private let state: Mutex<(shared: [Round], own: [Round], results: [RoundResult])>

  /// - Parameters:
  ///   - evidence: the folder for what was seen in rounds.
  ///   - keepsAll: whether that of rounds that were right is kept, too.
  init(
    _ rounds: [Round],
    theatre: Theatre,
    shared: DagsterUnderTest,
    deadline: ContinuousClock.Instant?,
    evidence: String,
    keepsAll: Bool
  ) {
    (self.theatre, self.shared, self.deadline) = (theatre, shared, deadline)
    (self.evidence, self.keepsAll) = (evidence, keepsAll)
    state = Mutex(
      (
        rounds.filter { $0.fault.lane == .shared }.reversed(),
        rounds.filter { $0.fault.lane == .own }.reversed(), []
      )
    )
  }

  var results: [RoundResult] { state.withLock(\.results).sorted { $0.round.index < $1.round.index } }

  /// Plays until there are no rounds left, the time is up, or the task is canceled.
  func play(parallel: Int) async throws {
    let before = await exchangesBeforeLaunch()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<parallel {
        group.addTask {
          while let round = self.next(from: \.shared) {
            await self.play(round, on: self.shared, exchangesBeforeLaunch: before)
          }
        }
      }
      group.addTask { try await self.playOnOwnServer() }
      try await group.waitForAll()
    }
  }

  private func playOnOwnServer() async throws {
    guard let first = next(from: \.own) else { return }
    let folder = try Folder()
    let home = "\(folder.path)/dagster"
    let dagster: DagsterUnderTest
    do { dagster = try await .start(home: home, scripts: shared.scripts) } catch {
      return finish(RoundResult(round: first, work: .launch, verdict: .suite, why: "\(error)"))
    }
    var round: Round? = first
    while let current = round {
      await play(current, on: dagster)
      round = next(from: \.own)
    }
    try await dagster.stop()
  }

  private func next(
    from lane: WritableKeyPath<(shared: [Round], own: [Round], results: [RoundResult]), [Round]>
  ) -> Round? {
    if Task.isCancelled { return nil }
    if let deadline, ContinuousClock.now >= deadline { return nil }
    return state.withLock { $0[keyPath: lane].popLast() }
  }

  private func play(
    _ round: Round,
    on dagster: DagsterUnderTest,
    exchangesBeforeLaunch: Int? = nil
  ) async {
    let result = await RoundPlayer.play(
      round,
      theatre: theatre,
      dagster: dagster,
      exchangesBeforeLaunch: exchangesBeforeLaunch
    )
    if !Task.isCancelled { finish(result) }
  }

  private func finish(_ result: RoundResult) {
    let done = state.withLock { state in
      state.results.append(result)
      return state.results.count
    }
    Progress.note("\(done). \(result.verdict.rawValue): \(result.line)")
    if result.verdict != .ok || keepsAll { keep(result) }
  }

  private func keep(_ result: RoundResult) {
    let name = result.round.fault.name.replacingOccurrences(of: "/", with: "-")
    let text = "\(result.verdict.rawValue): \(result.line)\n\n\(result.evidence)\n"
    try? Data(text.utf8).write(to: URL(filePath: "\(evidence)/\(name)-\(result.round.seed).txt"))
  }

  /// A round without a fault shows how many exchanges come before a launch, where a fault needs to know.
  private func exchangesBeforeLaunch() async -> Int? {
    let isNeeded = state.withLock { state in
      state.shared.contains { $0.fault.needsExchangeCount(theatre.limits) }
    }
    guard isNeeded else { return nil }
    let control = Fault(name: "none", holds: "", works: [.materialize], takesSecond: false) { _, _ in [] }
    let round = Round(index: -1, fault: control, seed: 0)
    return await RoundPlayer.play(round, theatre: theatre, dagster: shared).exchangesBeforeLaunch
  }
}

extension Fault {
  fileprivate func needsExchangeCount(_ limits: Limits) -> Bool {
    var random = SeededGenerator(seed: 0)
    return strikes(&random, limits).joined().contains { $0.moment == .beforeLaunch }
  }
}

/// What is told while rounds are played.
enum Progress {
  static func note(_ line: String) {
    FileHandle.standardError.write(Data("\(line)\n".utf8))
  }
}
