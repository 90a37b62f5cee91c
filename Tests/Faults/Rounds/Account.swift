import Dagster
import DagsterModel
import ExactText
import Foundation

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

  var description: String {
    let lines = launches.map { launch in
      "step \(launch.step.map(String.init) ?? "?"): \(launch.isBackfill ? "backfill" : "run") \(launch.id) "
        + "\(launch.status)\(launch.partitions.map { ", \($0) partitions" } ?? "")"
    }
    return (lines + running.map { "still running: \($0)" } + declined.map { "not retried after all: \($0)" })
      .joined(
        separator: "\n"
      )
  }
}

extension Account {
  /// Asks Dagster itself, not through any proxy.
  ///
  /// - Parameter added: the partitions that the job adds, which count as one launch where all of them are there.
  init(of job: String, adding added: [String] = [], at url: String) async throws {
    var configuration = try DagsterConfiguration(url: url)
    configuration.retries.attempts = 8
    let client = try DagsterClient(configuration: configuration)
    do {
      try await self.init(of: job, from: client)
      if !added.isEmpty {
        let keys = try await client.partitionKeys(of: AssetKey(userString: Work.changedAsset)).exact
        if added.allSatisfy(keys.contains) { launches.append(.addition) }
      }
      await client.shutdown()
    } catch {
      await client.shutdown()
      throw error
    }
  }

  private init(of job: String, from client: DagsterClient) async throws {
    let tag = Tag("production-jobs/job", job)
    for summary in try await client.findBackfills(tags: [tag], includingRetries: true) {
      guard let backfill = try await client.backfill(summary.id) else { continue }
      launches.append(Launch(backfill))
    }
    // A retry of Dagster's carries the tags of the launch, and is none.
    for (root, runs) in Dictionary(grouping: try await client.findRuns(tags: [tag]), by: \.chainID) {
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
  fileprivate static let addition = Account.Launch(
    id: "done",
    isBackfill: false,
    step: 0,
    status: "DONE",
    isOver: true,
    succeeded: true
  )

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
