import SeededRandom
import TestSupport

/// An entry of the catalogue: what goes wrong, and what must hold anyway.
struct Fault: Sendable {
  /// Which Dagster a round of it runs against.
  enum Lane: Sendable {
    /// The one that all share.
    case shared
    /// One that may be broken, where rounds come one after the other.
    case own
  }

  /// How a job has to end.
  enum Ending: Sendable {
    /// As its work does: launched exactly once, succeeded or failed.
    case regular
    /// Canceled, and nothing of it running any more.
    case canceled
  }

  enum LedgerKind: Sendable {
    case file
    /// A volume of its own that can be filled and made read-only.
    case volume
    case kubernetes
  }

  let name: String
  /// What must hold, beside one launch and the right verdict.
  let holds: String
  var lane = Lane.shared
  /// The kinds of work it can be seen with. Where a runner may die after it wrote down that the job failed,
  /// not the failing one: run again, it is rightly launched again.
  var works = Self.launching
  static let launching: [Work.Kind] = [
    .backfill, .partition, .materialize, .launch, .launch, .twoSteps, .retried, .retriedPartition,
    .reexecuted, .left, .canary, .checked,
  ]
  /// How long `sleep` takes.
  var seconds = 4
  /// How many runners are started at once.
  var runners = 1
  var ledger = LedgerKind.file
  var ending = Ending.regular
  /// The runner's lease in seconds, where it is not the usual one.
  var lease: Int?
  /// What becomes of the first message to the job's owner.
  var webhooks = WebhookServer.Answer.status(200)
  /// Whether a second fault may follow in the attempt after.
  var takesSecond = true
  /// The strikes of each attempt, in order; further attempts are left alone.
  let strikes: @Sendable (_ random: inout SeededGenerator, _ limits: Limits) -> [[Strike]]
}

/// The times that the runner is given, in seconds: short, for quick rounds.
struct Limits: Sendable {
  var lease = 4
  /// For a request; a launch has twice that.
  var request = 2

  var launch: Int { 2 * request }

  /// What the runner reads them from.
  var environment: [String: String] {
    ["PRODUCTION_JOBS_LEASE": "\(lease)", "DAGSTER_REQUEST_TIMEOUT": "\(request)"]
  }

  /// How long a request that was reset may still be on its way: as long as a launch may take.
  func flight(_ random: inout SeededGenerator) -> Duration {
    .milliseconds(Int.random(in: 200...(launch * 1000), using: &random))
  }

  /// Longer than the runner waits for an answer of this class.
  func tooLong(_ kind: ExchangeClass) -> Duration {
    .milliseconds((kind == .launch ? launch : request) * 1000 + 500)
  }
}
