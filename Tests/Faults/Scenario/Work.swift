import DagsterModel
import Foundation
import SeededRandom
import TestSupport

/// What a round's job does, and what Dagster has to show for it in the end.
struct Work: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    /// One to three days in a single run.
    case backfill
    /// One day of an asset that takes a run a partition.
    case partition
    case materialize
    case launch
    /// A launch and a materialization, one after the other.
    case twoSteps = "two-steps"
    /// A launch that fails.
    case failing
    /// A launch whose first attempt fails, and that Dagster retries by itself.
    case retried
    /// A day of an asset whose first attempt fails.
    case retriedPartition = "retried-partition"
    /// A launch that takes some seconds.
    case sleep
    /// A launch that is rehearsed before.
    case rehearsed
    /// Partitions that are added, by a request each.
    case change
    /// The same while a schedule and a sensor are off.
    case paused
    /// The same while another job needs both off, too.
    case pausedBeside = "paused-beside"
    /// A day before two others, with asset checks in between.
    case canary
    /// Asset checks that are run by themselves.
    case checked
    /// The end of a run that is under way before the round.
    case stopped
    /// A run that failed before the round, and goes on from there.
    case reexecuted
    /// What a backfill left that failed before the round.
    case left

    static let pausing: [Kind] = [.paused, .pausedBeside]
  }

  let kind: Kind
  /// The document's steps; what they pause has a name that each round is given when it is played.
  private var text: String
  let steps: [Step]
  /// What `change` adds to the partitions of `changedAsset`.
  private(set) var addedKeys: [String] = []
  static let changedAsset = "change_guests"
  /// What `stopped` stops, once it is there.
  private(set) var stoppedRun: RunID?

  struct Step: Sendable {
    /// How many partitions a backfill targets; `nil` for a run.
    var partitions: Int?
    var succeeds = true
    /// Whether Dagster has something to show for it.
    var isSeen = true
  }

  var succeeds: Bool { steps.allSatisfy(\.succeeds) }

  /// - Parameter seconds: how long `sleep` takes.
  init(_ kind: Kind, seconds: Int = 4, _ random: inout SeededGenerator) {
    self.kind = kind
    switch kind {
    case .backfill:
      let count = Int.random(in: 1...3, using: &random)
      text = Self.backfill(of: "orders_single_run", days: count, &random)
      steps = [Step(partitions: count)]
    case .partition:
      text = Self.backfill(of: "orders", days: 1, &random)
      steps = [Step(partitions: 1)]
    case .materialize: (text, steps) = (Self.materialization, [Step()])
    case .launch: (text, steps) = (Self.launch("noop_job"), [Step()])
    case .twoSteps: (text, steps) = (Self.launch("noop_job") + Self.materialization, [Step(), Step()])
    case .failing: (text, steps) = (Self.launch("failing_job"), [Step(succeeds: false)])
    case .retried: (text, steps) = (Self.launch("retried_job"), [Step()])
    case .retriedPartition:
      text = Self.backfill(of: "retried", days: 1, &random)
      steps = [Step(partitions: 1)]
    case .sleep:
      let config =
        "    config:\n      ops:\n        sleep_op:\n          config:\n            seconds: \(seconds)\n"
      (text, steps) = (Self.launch("sleep_job") + config, [Step()])
    case .rehearsed: (text, steps) = (Self.rehearsed, [Step()])
    case .change:
      addedKeys = Self.keys(&random)
      (text, steps) = (Self.addition(of: addedKeys), [Step()])
    case .paused, .pausedBeside:
      addedKeys = Self.keys(&random)
      text = Self.pause + Self.addition(of: addedKeys) + Self.restore
      steps = [Step(isSeen: false), Step(), Step(isSeen: false)]
    case .canary:
      text = Self.canary(&random)
      steps = [Step(partitions: 1), Step(), Step(partitions: 2)]
    case .checked: (text, steps) = (Self.check, [Step()])
    case .stopped: (text, steps) = ("", [Step()])
    case .reexecuted: (text, steps) = ("", [Step()])
    case .left: (text, steps) = ("", [Step(partitions: 1)])
    }
  }

  private static func keys(_ random: inout SeededGenerator) -> [String] {
    let number = UInt64.random(in: 0 ... .max, using: &random)
    return (1...3).map { "guest-\(number)-\($0)" }
  }

  private static func addition(of keys: [String]) -> String {
    "- addPartitions: {asset: \(changedAsset), keys: [\(keys.joined(separator: ", "))]}\n"
  }

  private static let pause = "- pause: {of: [\(both)]}\n"
  private static let restore = "- restore: {of: [\(both)]}\n"
  private static let name = "NAME"
  private static let both =
    "{kind: schedule, name: \(name), location: lab}, {kind: sensor, name: \(name)_sensor, location: lab}"

  var pauses: Bool { Kind.pausing.contains(kind) }

  /// The document's steps.
  ///
  /// - Parameter name: of the schedule, with which that of the sensor begins; `nil` where nothing is paused.
  func text(pausing name: String?) -> String {
    name.map { text.replacingOccurrences(of: Self.name, with: $0) } ?? text
  }

  /// The steps of the other job, which waits for a person while it needs both off; `nil` where there is none.
  func besides(pausing name: String?) -> String? {
    guard kind == .pausedBeside, let name else { return nil }
    let (first, second) = (addedKeys.map { "\($0)-a" }, addedKeys.map { "\($0)-b" })
    let text =
      Self.pause + Self.addition(of: first) + "- hold: {until: the first job is over}\n"
      + Self.addition(of: second) + Self.restore
    return text.replacingOccurrences(of: Self.name, with: name)
  }

  /// The same where what it stops or runs again is in Dagster by now.
  func prepared(at url: String) async throws -> Work {
    var copy = self
    switch kind {
    case .stopped:
      let run = try await EarlierWork.sleepingRun(at: url)
      copy.stoppedRun = run
      copy.text = "- cancelRuns: {runs: [\(run)]}\n"
    case .reexecuted:
      copy.text = "- reexecute: {run: \(try await EarlierWork.failedRun(at: url)), from: failure}\n"
    case .left:
      copy.text = "- reexecute: {failedPartitionsOf: \(try await EarlierWork.failedBackfill(at: url))}\n"
    default: break
    }
    return copy
  }

  private static let check = "- check: {asset: tried_days}\n"

  /// Of days whose checks pass.
  private static func canary(_ random: inout SeededGenerator) -> String {
    let month = Int.random(in: 10...12, using: &random)
    let first = Int.random(in: 10...16, using: &random)
    func backfill(_ part: String) -> String {
      """
      - backfill:
          assets: [tried_days]
          partitions:
            partitioning: daily
            from: "2024-\(month)-\(first)"
            through: "2024-\(month)-\(first + 2)"
          part: \(part)

      """
    }
    return backfill("{first: 1}\n    ensures: checksPassed") + check + backfill("{afterFirst: 1}")
  }

  private static let materialization = "- materialize:\n    asset: dim_products\n"

  /// Of a database that is empty: the suite has no other.
  private static let rehearsed =
    launch("sweep_job") + """
          config:
            ops:
              sweep:
                config:
                  database: ":memory:"
                  older_than: 30
                  dry_run: false
          rehearsal:
            field: [ops, sweep, config, dry_run]
            expects:
            - figure: rows_deleted
              atMost: 0

      """

  private static func launch(_ job: String) -> String { "- launch:\n    job: \(job)\n    location: lab\n" }

  private static func backfill(of asset: String, days: Int, _ random: inout SeededGenerator) -> String {
    let month = Int.random(in: 1...12, using: &random)
    let first = Int.random(in: 1...25, using: &random)
    let day = { (number: Int) in "2024-\(month < 10 ? "0" : "")\(month)-\(number < 10 ? "0" : "")\(number)" }
    return """
      - backfill:
          assets:
          - \(asset)
          partitions:
            partitioning: daily
            from: "\(day(first))"
            through: "\(day(first + days - 1))"

      """
  }
}
