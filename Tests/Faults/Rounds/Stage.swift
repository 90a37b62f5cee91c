import Foundation
import Ledger
import Synchronization
import TestSupport

/// What all rounds have in common.
struct Theatre: Sendable {
  /// The `runner` that is tested.
  var runner: String
  var limits = Limits()
  var maximumRestarts = 5
  let names = PausedNames()
}

/// The schedules and sensors of the sandbox that rounds pause, each of which one round at a time has.
final class PausedNames: Sendable {
  private let free = Mutex((0..<32).map { "fault_pause_\($0)" })

  func take() throws -> String {
    guard let name = free.withLock({ $0.popLast() }) else { throw SuiteError("more than 32 rounds at once") }
    return name
  }

  func giveBack(_ name: String) { free.withLock { $0.insert(name, at: 0) } }
}

/// One round's job, in a folder of its own.
struct Stage: Sendable {
  let name: String
  let folder: Folder
  let ledger: any LedgerUnderTest
  let theatre: Theatre
  /// Dagster's address for the runner: the proxy.
  let url: String
  /// What the job pauses; `nil` for nothing.
  let pausedName: String?
  /// Where its owner is told how it ended.
  let webhooks: WebhookServer

  init(_ round: Round, _ work: Work, theatre: Theatre, url: String) async throws {
    // The seed may have been played before on the same Dagster.
    let unique = String(UInt64.random(in: 0 ... .max), radix: 36)
    name = "fault-\(work.kind.rawValue)-\(unique)"
    folder = try Folder()
    ledger =
      switch round.fault.ledger {
      case .file: FileLedgerUnderTest(folder: "\(folder.path)/ledger")
      case .volume: try await VolumeUnderTest(mountPoint: "\(folder.path)/volume")
      case .kubernetes: try await KubernetesUnderTest(job: name, tokenFile: "\(folder.path)/token")
      }
    self.theatre = theatre
    self.url = url
    webhooks = try await WebhookServer(round.fault.webhooks, .status(200))
    try folder.write("* \(webhooks.url)", to: Self.addresses)
    pausedName = work.pauses ? try theatre.names.take() : nil
    let reason = "Round \(round.index) of the fault suite"
    try folder.write(
      documentText(name: name, reason: reason, steps: work.text(pausing: pausedName)),
      to: "job.yaml"
    )
    if let besides = work.besides(pausing: pausedName) {
      try folder.write(documentText(name: "\(name)-b", reason: reason, steps: besides), to: Self.beside)
    }
  }

  /// The document of another job, which no fault strikes.
  private static let beside = "beside.yaml"

  private static let addresses = "urls"

  /// Leaves it to other rounds what the job has paused.
  func leave() async {
    await webhooks.close()
    if let pausedName { theatre.names.giveBack(pausedName) }
  }

  /// Has the other job run until it waits for a person.
  func beginBeside(url: String) async throws {
    let ending = try await start(["run", Self.beside, "--dagster-url", url]).ending()
    guard ending.status == 0, ending.output.hasPrefix("waiting: ") else {
      throw SuiteError(
        "the job beside didn't come to wait: \(ending.status): \(ending.output)\(ending.errors)"
      )
    }
  }

  /// Has it go on to its end.
  func endBeside(url: String) async throws {
    let plan = try await start(["plan", Self.beside, "--dagster-url", url]).ending()
    guard let digest = plan.output.split(whereSeparator: \.isWhitespace).last else {
      throw SuiteError("no plan of the job beside: \(plan.status): \(plan.errors)")
    }
    let options = ["run", Self.beside, "--plan", String(digest), "--dagster-url", url]
    let ending = try await start(options).ending()
    guard ending.status == 0 else {
      throw SuiteError("the job beside didn't end: \(ending.status): \(ending.output)\(ending.errors)")
    }
  }

  func startRun() throws -> Child { try start(["run", "job.yaml", "--dagster-url", url]) }

  func startCancel() throws -> Child { try start(["cancel", name, "--dagster-url", url]) }

  private func start(_ arguments: [String]) throws -> Child {
    var environment: [String: String?] = [
      "JOB_ACTOR": "fault-suite", "PRODUCTION_JOBS_LEDGER": nil,
      "PRODUCTION_JOBS_WEBHOOK_FILE": "\(folder.path)/\(Self.addresses)",
    ]
    for (name, value) in theatre.limits.environment { environment[name] = value }
    return try Child(
      theatre.runner,
      arguments + ledger.options,
      environment: environment,
      directory: folder.path
    )
  }

  /// What the ledger says of the job, as `runner status` shows it; `nil` where it knows nothing.
  ///
  /// - Parameter isBeside: whether it is the other job that is asked about.
  func record(beside isBeside: Bool = false) async throws -> Record? {
    let job = isBeside ? "\(name)-b" : name
    let ending = try await start(["status", job, "--output", "json"]).ending()
    if ending.status == 66 { return nil }
    guard ending.status == 0 else { throw SuiteError("runner status: \(ending.status): \(ending.errors)") }
    return try Record(json: ending.output, source: "runner status")
  }
}
