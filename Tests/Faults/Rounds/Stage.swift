import Foundation
import Ledger
import TestSupport

/// What all rounds have in common.
struct Theatre: Sendable {
  /// The `runner` that is tested.
  var runner: String
  var limits = Limits()
  var maximumRestarts = 5
}

/// One round's job, in a folder of its own.
struct Stage: Sendable {
  let name: String
  let folder: Folder
  let ledger: any LedgerUnderTest
  let theatre: Theatre
  /// Dagster's address for the runner: the proxy.
  let url: String

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
    let reason = "Round \(round.index) of the fault suite"
    try folder.write(documentText(name: name, reason: reason, steps: work.text), to: "job.yaml")
  }

  func startRun() throws -> Child { try start(["run", "job.yaml", "--dagster-url", url]) }

  func startCancel() throws -> Child { try start(["cancel", name, "--dagster-url", url]) }

  private func start(_ arguments: [String]) throws -> Child {
    var environment: [String: String?] = ["JOB_ACTOR": "fault-suite", "PRODUCTION_JOBS_LEDGER": nil]
    for (name, value) in theatre.limits.environment { environment[name] = value }
    return try Child(
      theatre.runner,
      arguments + ledger.options,
      environment: environment,
      directory: folder.path
    )
  }

  /// What the ledger says of the job, as `runner status` shows it; `nil` where it knows nothing.
  func record() async throws -> Record? {
    let ending = try await start(["status", name, "--output", "json"]).ending()
    if ending.status == 66 { return nil }
    guard ending.status == 0 else { throw SuiteError("runner status: \(ending.status): \(ending.errors)") }
    return try Record(json: ending.output, source: "runner status")
  }
}
