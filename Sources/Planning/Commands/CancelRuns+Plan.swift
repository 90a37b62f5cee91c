import Contract
public import Dagster
package import DagsterModel
package import Diagnostics
public import JobDSL
import Ledger
public import Schema
import Works

extension CancelRuns: Plannable {
  public func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    let assets = try await site.client.assets(ofRuns: runs.map { RunID($0) })
    var changes: [PlannedChange] = []
    var underWay = 0
    for (index, id) in runs.enumerated() {
      guard let chain = try await site.client.chain(with: RunID(id)) else {
        problems.append(site.unknownRun(id, at: site.path[\Self.runs][index]))
        continue
      }
      let undecided = try await site.client.undecided(in: [chain])
      let goesOn = chain.goesOn(undecided: undecided)
      underWay += goesOn ? 1 : 0
      let run = chain.runs.first { $0.id.rawValue == id } ?? chain.end
      changes.append(
        PlannedChange(
          goesOn ? "stops" : "ended",
          "run \(id): \(run.text(assets[run.id] ?? []))",
          isLoss: goesOn,
          now: chain.state(undecided: undecided)
        )
      )
    }
    guard changes.count == runs.count else { return nil }
    return PlannedStep(work: StopWork(runs.map { RunID($0) }, underWay: underWay), changes: changes)
  }
}

extension StepCheck {
  package func unknownRun(_ id: String, at path: Path) -> Issue {
    let isBackfill = id.utf8.count == 8 && id.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
    return Issue(
      at: path,
      "expected a run that Dagster knows, found \(quoted(id))",
      hint: isBackfill
        ? "it looks like a backfill's id: name the runs that are on its page"
        : "copy it from the run's own page; one that was deleted in Dagster is not known any more"
    )
  }
}

extension Run {
  /// What it runs, and for whom: what no later look would find changed.
  package func text(_ assets: Set<AssetKey>) -> String {
    let shown = assets.sorted().prefix(5).map(\.description).joined(separator: ", ")
    let more = assets.count > 5 ? " and \(assets.count - 5) more" : ""
    let isOfAssets = jobName.hasPrefix(JobSelector.assetJobName)
    let work = isOfAssets && !assets.isEmpty ? shown + more : "the job \(jobName)"
    let others: [(String, String?)] = [
      ("partition", partition), ("of backfill", tags[key: Tag.backfillKey]),
      ("launched by the production job", tags[key: TagKey.job]),
    ]
    return ([work] + others.compactMap { word, value in value.map { "\(word) \($0)" } }).joined(
      separator: ", "
    )
  }

  /// `STARTED since 2024-03-01 10:00:00 UTC`.
  package var stateText: String {
    let time = status.isTerminal ? endTime : startTime ?? (creationTime > 0 ? creationTime : nil)
    return status.name + (time.map { " since \(Timestamp(seconds: $0).readable)" } ?? "")
  }
}

extension RunChain {
  /// How its runs are now.
  fileprivate func state(undecided: [Run]) -> String {
    let retried = awaitingRetry + undecided
    guard goesOn(undecided: undecided) else { return ", \(end.stateText): nothing to stop" }
    let running = unfinished.map { run in
      (run.id == root ? "" : "\(run.id), in its place, ") + run.stateText
    }
    return ", "
      + (running + retried.map { "\($0.id) FAILURE, to be retried by Dagster" }).joined(separator: ", ")
  }
}
