import Dagster
import DagsterModel
import ExactText
import Foundation
import Instigators

/// What Dagster says of a job: every launch that carries its name.
struct Account: Sendable {
  struct Launch: Sendable {
    var id: String
    var isBackfill: Bool
    /// From the tag; `nil` where there is none.
    var step: Int?
    var status: String
    var isOver: Bool
    /// For a backfill: all of its partitions are there.
    var succeeded: Bool
    /// How many partitions a backfill took on.
    var partitions: Int?
  }

  var launches: [Launch] = []
  /// Runs, those of backfills among them, that have not ended.
  var running: [String] = []
  /// Runs of ended backfills that Dagster promised to retry, and then didn't, as it has written into their logs: its daemons
  /// overtake each other on a busy machine.
  var declined: [String] = []
  /// Schedules and sensors that are not as they were before.
  var changed: [String] = []

  var description: String {
    let lines = launches.map { launch in
      "step \(launch.step.map(String.init) ?? "?"): \(launch.isBackfill ? "backfill" : "run") \(launch.id) "
        + "\(launch.status)\(launch.partitions.map { ", \($0) partitions" } ?? "")"
    }
    return
      (lines + running.map { "still running: \($0)" } + declined.map { "not retried after all: \($0)" }
      + changed.map { "not as before: \($0)" })
      .joined(
        separator: "\n"
      )
  }
}

extension Account {
  /// - Parameters:
  ///   - work: the partitions that it adds count as one launch where all of them are there.
  ///   - name: what it pauses, which is put back where it isn't as before, so that no other round is judged by it.
  init(of job: String, _ work: Work? = nil, pausing name: String? = nil, at url: String) async throws {
    self = try await DagsterUnderTest.ask(url) { client in
      var account = try await Account(of: job, from: client)
      if let added = work?.addedKeys, !added.isEmpty {
        let keys = try await client.partitionKeys(of: AssetKey(userString: Work.changedAsset)).exact
        if added.allSatisfy(keys.contains) {
          account.launches.append(.addition(step: work?.steps.firstIndex(where: \.isSeen)))
        }
      }
      if let id = work?.stoppedRun, let run = try await client.run(id) {
        account.launches.append(.end(of: run))
      }
      if let name {
        for selector in Self.selectors(name) {
          let now = try await client.instigator(selector)
          guard now.isRunning != now.runsByDefault || !now.isDeclared else { continue }
          account.changed.append("\(selector) \(now.isRunning ? "is on" : "is off")")
          try await client.resetToCode(selector)
        }
      }
      return account
    }
  }

  /// Whether the schedule or the sensor of a paused name is on.
  static func isOn(_ name: String, at url: String) async throws -> Bool {
    try await DagsterUnderTest.ask(url) { client in
      for selector in selectors(name) where try await client.instigator(selector).isRunning { return true }
      return false
    }
  }

  private static func selectors(_ name: String) -> [InstigatorSelector] {
    let lab = RepositorySelector(location: "lab")
    return [
      InstigatorSelector(.schedule, name, in: lab), InstigatorSelector(.sensor, "\(name)_sensor", in: lab),
    ]
  }

  private init(of job: String, from client: DagsterClient) async throws {
    let tag = Tag("production-jobs/job", job)
    for summary in try await client.findBackfills(tags: [tag], includingRetries: true) {
      guard let backfill = try await client.backfill(summary.id) else { continue }
      launches.append(Launch(backfill))
    }
    // A retry of Dagster's carries the tags of the launch, and is none.
    for (root, runs) in Dictionary(grouping: try await client.findRuns(tags: [tag]), by: \.launchID) {
      guard let chain = RunChain(root: root, runs: runs) else { continue }
      running += chain.unfinished.map { "\($0.id) \($0.status.name)" }
      for run in chain.awaitingRetry {
        if try await client.hasDeclinedToRetry(run.id) {
          declined.append(run.id.rawValue)
        } else {
          running.append("\(run.id) \(run.status.name), to be retried")
        }
      }
      if runs.allSatisfy({ $0.tags[key: Tag.backfillKey] == nil }) { launches.append(Launch(chain)) }
    }
  }
}

extension Account.Launch {
  fileprivate static func addition(step: Int?) -> Account.Launch {
    Account.Launch(
      id: "done",
      isBackfill: false,
      step: step,
      status: "DONE",
      isOver: true,
      succeeded: true
    )
  }

  /// A run that the job is to stop.
  fileprivate static func end(of run: Run) -> Account.Launch {
    Account.Launch(
      id: run.id.rawValue,
      isBackfill: false,
      step: 0,
      status: run.status.name,
      isOver: run.status.isTerminal,
      succeeded: run.status == .canceled
    )
  }

  fileprivate init(_ backfill: Backfill) {
    let counts = backfill.assetCounts.values
    self.init(
      id: backfill.id.rawValue,
      isBackfill: true,
      step: Self.step(backfill.tags),
      status: backfill.status.name,
      isOver: backfill.status.isTerminal,
      succeeded: !counts.isEmpty && counts.allSatisfy { $0.materialized == $0.targeted },
      partitions: counts.map(\.targeted).max()
    )
  }

  fileprivate init(_ chain: RunChain) {
    let end = chain.end
    self.init(
      id: chain.root.rawValue,
      isBackfill: false,
      step: Self.step(end.tags),
      status: end.status.name,
      isOver: chain.unfinished.isEmpty && chain.awaitingRetry.isEmpty,
      succeeded: end.status == .success
    )
  }

  /// The step's index: the tag counts from 1.
  private static func step(_ tags: [Tag]) -> Int? {
    tags[key: "production-jobs/step"].flatMap { Int($0) }.map { $0 - 1 }
  }
}

extension Run {
  /// The first run of its chain, or the one that is another try at somebody else's.
  fileprivate var launchID: RunID {
    guard let reexecuted = tags[key: "production-jobs/reexecutes"], backfill == nil else { return chainID }
    return parentID?.rawValue == reexecuted ? id : parentID ?? id
  }

  private var backfill: String? { tags[key: Tag.backfillKey] }
}
