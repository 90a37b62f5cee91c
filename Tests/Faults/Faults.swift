import ArgumentParser
import Foundation
import TestSupport
import UnixSignals

/// Breaks things on purpose between the real runner and the real Dagster. `ci/faults` starts what it needs.
@main
struct Faults: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "faults",
    abstract: "Plays rounds of one job and one fault each, and counts launches by asking Dagster."
  )

  enum Form: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Option(help: "The runner to test.") var runner: String?
  @Option(help: "The address of the Dagster that rounds share.") var dagsterURL: String?
  @Option(help: "The home of that Dagster.") var dagsterHome: String?
  @Option(help: "The folder with start and stop.") var dagsterScripts = "ci/dagster"
  @Option(help: "How many rounds.") var rounds = 100
  @Option(help: "What makes the rounds the same again (default: another one each time).") var seed: UInt64?
  @Option(help: "Begin no round after so many seconds.") var timeLimit: Int?
  @Option(help: "Only faults whose name begins so; may be given several times.") var only: [String] = []
  @Option(help: "No faults whose name begins so; may be given several times.") var except: [String] = []
  @Option(help: "Only with this kind of work, such as paused; may be given several times.") var work:
    [Work.Kind] = []
  @Option(help: "How many rounds at once.") var parallel = 4
  @Option(help: "The form of the result.") var output = Form.text
  @Option(help: "A folder for what was seen in all rounds (default: a temporary one, for those that failed).")
  var evidence: String?
  @Flag(help: "List the faults and what must hold.") var list = false

  func run() async throws {
    if list {
      for fault in Catalogue.all { print("\(fault.name): \(fault.holds)") }
      return
    }
    guard let runner, let dagsterURL, let dagsterHome else {
      throw ValidationError("give --runner, --dagster-url and --dagster-home; ci/faults does")
    }
    let (faults, skipped) = try await chosen()
    let seed = seed ?? .random(in: 0...999_999_999)
    let folder = try evidenceFolder()
    Progress.note("seed \(seed), \(faults.count) faults, evidence in \(folder)")
    for (fault, why) in skipped { Progress.note("NOT RUN: \(fault): \(why)") }
    // A shell has its background jobs ignore it, and so would the runners that they start.
    signal(SIGINT, SIG_DFL)
    let start = ContinuousClock.now
    let suite = Suite(
      Round.all(rounds, of: faults, seed: seed),
      theatre: Theatre(runner: runner),
      shared: DagsterUnderTest(url: dagsterURL, home: dagsterHome, scripts: dagsterScripts),
      deadline: timeLimit.map { start + .seconds($0) },
      evidence: folder,
      keepsAll: evidence != nil
    )
    let isInterrupted = try await untilSignal { try await suite.play(parallel: parallel) }
    let summary = Summary(
      seed: seed,
      planned: rounds,
      results: suite.results,
      skipped: skipped,
      evidence: folder,
      duration: ContinuousClock.now - start
    )
    print(output == .json ? summary.json : summary.text, terminator: "")
    // Nothing of ours stays behind where there is nothing to look into.
    if evidence == nil, summary.isRight { try? FileManager.default.removeItem(atPath: folder) }
    if isInterrupted { throw ExitCode(130) }
    if !summary.isRight { throw ExitCode.failure }
  }

  /// The faults that are asked for and possible, and why others are not.
  private func chosen() async throws -> (faults: [Fault], skipped: [String: String]) {
    var faults = Catalogue.all
    if !only.isEmpty { faults = faults.filter { fault in only.contains { fault.name.hasPrefix($0) } } }
    faults = faults.filter { fault in !except.contains { fault.name.hasPrefix($0) } }
    if !work.isEmpty {
      faults = faults.map { fault in
        var fault = fault
        fault.works.removeAll { !work.contains($0) }
        return fault
      }
      .filter { !$0.works.isEmpty }
    }
    guard !faults.isEmpty else { throw ValidationError("no fault's name begins with \(only): see --list") }
    var skipped: [String: String] = [:]
    let onVolumes = faults.filter { $0.ledger == .volume }
    if !onVolumes.isEmpty, let obstacle = try await VolumeUnderTest.obstacle() {
      for fault in onVolumes { skipped[fault.name] = obstacle }
    }
    let possible = faults.filter { skipped[$0.name] == nil }
    guard !possible.isEmpty else { throw ValidationError("none of these can be tested here: \(skipped)") }
    return (possible, skipped)
  }

  private func evidenceFolder() throws -> String {
    let folder = evidence ?? NSTemporaryDirectory() + "faults-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Cancels the work at a signal; it then stops what it started.
  private func untilSignal(_ work: @escaping @Sendable () async throws -> Void) async throws -> Bool {
    let task = Task { try await work() }
    let signals = Task {
      for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) { task.cancel() }
    }
    defer { signals.cancel() }
    do { try await task.value } catch is CancellationError {}
    return task.isCancelled
  }
}

extension Work.Kind: ExpressibleByArgument {}
