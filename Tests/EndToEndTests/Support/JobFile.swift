import ClusterLedger
import Foundation
import Ledger
import TestSupport

/// A document in a folder of its own, with a ledger beside it and a name that no other job has.
struct JobFile: Sendable {
  let name: String
  let folder: Folder
  /// Its ledger's address.
  private var ledger: String
  /// The runner's environment.
  var environment: [String: String?]

  /// - Parameters:
  ///   - topic: the beginning of the job's name.
  ///   - steps: the list of steps; its first line is line 9 of the document, and it is indented by two.
  init(_ topic: String, steps: String, url: String? = SharedServer.url) throws {
    try self.init(topic, url: url) { name in documentText(name: name, steps: steps) }
  }

  init(_ topic: String, url: String? = SharedServer.url, text: (_ name: String) throws -> String) throws {
    name = "\(topic)-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    folder = try Folder()
    ledger = "file://\(folder.path)/ledger"
    environment = [
      "DAGSTER_URL": url, "PRODUCTION_JOBS_LEDGER": ledger,
      "JOB_ACTOR": "ada", "JOB_COMMIT": "0123abcd",
    ]
    try folder.write(try text(name), to: "job.yaml")
  }

  /// Has both jobs recorded in one ledger.
  mutating func shareLedger(of other: JobFile) {
    ledger = other.ledger
    environment["PRODUCTION_JOBS_LEDGER"] = ledger
  }

  /// The same name with other steps.
  func rewrite(steps: String) throws {
    try folder.write(documentText(name: name, steps: steps), to: "job.yaml")
  }

  /// `runner COMMAND ARGUMENTS…`, in the document's folder.
  func start(_ arguments: String...) throws -> Child {
    try Child(Checkout.runner, arguments, environment: environment, directory: folder.path)
  }

  /// `runner run job.yaml OPTIONS…`, to its end.
  func run(_ options: String...) async throws -> Child.Ending {
    try await Child(
      Checkout.runner,
      ["run", "job.yaml"] + options,
      environment: environment,
      directory: folder.path
    ).ending()
  }

  /// `runner run job.yaml`, which is killed once the record is so.
  func runAndKill(lease seconds: Int, once isSo: (Record) -> Bool) async throws {
    let child = try start("run", "job.yaml", "--lease", "\(seconds)")
    try await waitForRecord(isSo)
    child.send(SIGKILL)
    _ = await child.ending()
  }

  /// What the ledger says of the job.
  func record() async throws -> Record? {
    let url = try LedgerURL(ledger)
    let ledger = try url.open(clock: SystemClock()) { .random(in: .min ... .max) }
    return try await ledger.read(name)?.record
  }

  struct NeverSo: Error {
    var record: Record?
  }

  /// Waits until the record is so; a minute at most.
  func waitForRecord(_ isSo: (Record) -> Bool) async throws {
    for _ in 0..<300 {
      if let record = try await record(), isSo(record) { return }
      try await Task.sleep(for: .milliseconds(200))
    }
    throw NeverSo(record: try await record())
  }
}
