import Contract
import Dagster
import DagsterModel
import Diagnostics
import ExactText
import JSONTree
import JobDSL
import Ledger
import Planning
import RunHistory
import Schema
import Works

/// Checks a backfill whose failed partitions are made.
struct LeftCheck {
  let site: StepCheck
  let id: BackfillID
  private var path: Path { site.path[\Reexecute.backfill] }

  func planned(problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    guard let backfill = try await site.client.backfill(id) else {
      problems.append(
        Issue(
          at: path,
          "expected a backfill that Dagster knows, found \(quoted(id.rawValue))",
          hint: "copy it from the backfill's own page"
        )
      )
      return nil
    }
    let chains = try await site.client.troubledChains(ofBackfill: id)
    let open = backfill.assetCounts.filter { $0.value.materialized < $0.value.targeted }.keys.sorted()
    let targets = try await site.client.targets(ofBackfill: id, open)
    if let obstacle = try await obstacle(to: backfill, targets, chains) {
      problems.append(obstacle)
      return nil
    }
    let before = problems.count
    let whole = backfill.unpartitioned.filter { !$0.value.materialized }.keys.sorted()
    let definitions = try await site.definitions(of: open + whole, at: path, problems: &problems)
    guard problems.count == before, let targets else { return nil }
    let left = try await LeftPartitions(
      of: backfill,
      targets,
      chains,
      multi: Set(definitions.filter(\.hasDimensions).map(\.key)),
      client: site.client
    )
    check(left, problems: &problems)
    guard problems.count == before else { return nil }
    let config = try await config(of: backfill, chains, problems: &problems)
    guard problems.count == before else { return nil }
    let assets = definitions.filter { left.partitions[$0.key] != nil || left.whole.contains($0.key) }
    try await ConfigCheck(step: site, at: path)
      .check(config, of: assets, at: assets.map { _ in path }, problems: &problems)
    guard problems.count == before else { return nil }
    return try await planned(left, of: backfill, chains, assets, config: config)
  }

  private func planned(
    _ left: LeftPartitions,
    of backfill: DagsterModel.Backfill,
    _ chains: [RunChain],
    _ assets: [AssetDefinition],
    config: JSONValue?
  ) async throws(DagsterError) -> PlannedStep {
    var open: [AssetKey: TargetedPartitions] = [:]
    for (asset, partitions) in left.partitions {
      let rest = partitions.filter { !site.done.contains($0, of: [asset]) }
      if rest.count > 0 { open[asset] = rest }
    }
    let whole = left.whole.filter { !site.done.hasMade(nil, of: $0) }
    let assets = assets.filter { open[$0.key] != nil || whole.contains($0.key) }
    let all = left.partitions.values.reduce(left.whole.count) { $0 + $1.count }
    let work = BackfillWork(
      of: assets.map { .init($0.key, open[$0.key]?.keys) },
      tags: backfill.tags.handedOn + [Tag(TagKey.reexecutes, id.rawValue)],
      runConfig: config,
      skipped: all - open.values.reduce(whole.count) { $0 + $1.count }
    )
    return PlannedStep(
      backfill: work,
      assets: assets,
      partitions: open,
      changes: try await changes(to: backfill, chains, assets)
    )
  }

  /// Why it can't be gone on with, or not by this step.
  private func obstacle(to backfill: DagsterModel.Backfill, _ targets: BackfillTargets?, _ chains: [RunChain])
    async throws(DagsterError) -> Issue?
  {
    if let job = targets?.job {
      let runs = chains.filter { [.failure, .canceled].contains($0.end.status) }.prefix(3)
      let example = runs.first.map { "Reexecute(.run(\"\($0.end.id)\", from: .failure))" }
      return issue(
        "is of assets",
        "is of the job \(job)",
        example.map { "run its failed runs again, one step for each: \($0)" }
          ?? "no run of it failed: launch the job"
      )
    }
    guard backfill.status.isTerminal else {
      return issue("has ended", "is \(backfill.status.name)", "wait for it to end, or cancel it in Dagster")
    }
    if let run = chains.flatMap(\.unfinished).first {
      return issue(
        "has ended with its runs",
        "has run \(run.id) under way",
        "wait for it to end, or end it: CancelRuns"
      )
    }
    for run in chains.flatMap(\.awaitingRetry) where run.mayBeRetried(at: site.now.seconds) {
      guard try await !site.client.hasDeclinedToRetry(run.id) else { continue }
      return issue(
        "Dagster doesn't go on with",
        "has run \(run.id), which it is about to retry",
        "wait for the retry"
      )
    }
    for key in [Tag.parentBackfillKey, TagKey.reexecutes] {
      let others = try await site.client.findBackfills(tags: [Tag(key, id.rawValue)], includingRetries: true)
      guard let other = others.first(where: { !site.isOwn($0.tags) }) else { continue }
      return issue(
        "nobody has re-executed since",
        "backfill \(other.id) re-executed: \(other.status.name)",
        other.status == .completedSuccess
          ? "it is done: remove this step"
          : other.status.isTerminal ? "name that one, which came last" : "wait for it to end"
      )
    }
    return nil
  }

  private func issue(_ expected: String, _ found: String, _ hint: String) -> Issue {
    Issue(
      at: path,
      "expected a backfill that \(expected), found \(quoted(id.rawValue)), which \(found)",
      hint: hint
    )
  }

  private func check(_ left: LeftPartitions, problems: inout [Issue]) {
    let other = "name what is to be made in a Backfill"
    for (asset, reason) in left.undecided.sorted(by: { $0.key < $1.key }) {
      problems.append(
        issue("tells what it left", "doesn't tell of \(quoted(asset.description)): \(reason)", other)
      )
    }
    for (asset, keys) in left.gone.sorted(by: { $0.key < $1.key }) {
      let shown = keys.sortedExactly().prefix(5).joined(separator: ", ") + (keys.count > 5 ? ", …" : "")
      problems.append(
        issue(
          "left partitions that there still are",
          "left \(counted(keys.count, "partition")) that \(quoted(asset.description)) has no longer: \(shown)",
          other
        )
      )
    }
    guard left.undecided.isEmpty, left.partitions.isEmpty, left.whole.isEmpty else { return }
    problems.append(
      issue(
        "left something",
        "materialized everything",
        "remove this step; what a run made before it failed over a check, that run makes again: .run(…, from: .failure)"
      )
    )
  }

  /// Dagster doesn't tell the configuration of a backfill: all its runs have it.
  private func config(
    of backfill: DagsterModel.Backfill,
    _ chains: [RunChain],
    problems: inout [Issue]
  ) async throws(DagsterError) -> JSONValue? {
    guard try await site.client.serverVersion() >= .backfillRunConfig else { return nil }
    let run: RunID? =
      if let failed = chains.first { failed.end.id } else {
        try await site.client.runs(.ofBackfill(backfill.id), limit: 1).first?.id
      }
    guard let run, let config = try await site.client.endedRun(run)?.config else {
      let what = run == nil ? "never began a run" : "has runs whose configuration isn't plain YAML"
      problems.append(issue("tells its configuration", what, "name what is to be made in a Backfill"))
      return nil
    }
    return config == .object([:]) ? nil : config
  }

  private func changes(
    to backfill: DagsterModel.Backfill,
    _ chains: [RunChain],
    _ assets: [AssetDefinition]
  ) async throws(DagsterError) -> [PlannedChange] {
    let whose = backfill.tags[key: TagKey.job].map { ", launched by the production job \($0)" } ?? ""
    let title = backfill.title.map { " \(quoted($0))" } ?? ""
    let ended = backfill.endTime.map { " since \(Timestamp(seconds: $0).readable)" } ?? ""
    var changes = [
      PlannedChange(
        "again",
        "what backfill \(id)\(title) left\(whose)\(backfill.tags.others)",
        now: ", \(backfill.status.name)\(ended)"
      )
    ]
    changes += try await reasons(chains)
    if let message = backfill.errorMessage {
      changes.append(PlannedChange("because", now: onOneLine(message, cutTo: 200)))
    }
    let example = chains.first { $0.end.status == .failure }?.end.id
    let run: EndedRun? = if let example { try await site.client.endedRun(example) } else { nil }
    return changes + (try await site.versions(of: assets, in: .ofBackfill(id), run))
  }

  /// What failed alike stands together.
  private func reasons(_ chains: [RunChain]) async throws(DagsterError) -> [PlannedChange] {
    let failed = chains.map(\.end).filter { $0.status == .failure }
    var byReason: [(reason: String, runs: [Run])] = []
    for run in failed.prefix(Self.reasonLimit) {
      let reason = try await site.client.failureReason(ofRun: run.id)?.line ?? "Dagster's log doesn't say why"
      if let index = byReason.firstIndex(where: { $0.reason.isExactly(reason) }) {
        byReason[index].runs.append(run)
      } else {
        byReason.append((reason, [run]))
      }
    }
    let rest = failed.count - Self.reasonLimit
    let told = byReason.map { (reason: $0.reason, partitions: $0.runs.map(\.partitionText).sortedExactly()) }
    return told.sorted { $0.partitions[0].precedesExactly($1.partitions[0]) }.map { reason, partitions in
      let more = partitions.count > 5 ? " and \(partitions.count - 5) more" : ""
      return PlannedChange(
        "because",
        now: "\(partitions.prefix(5).joined(separator: ", "))\(more): \(reason)"
      )
    } + (rest > 0 ? [PlannedChange("because", now: "and \(counted(rest, "run")) more failed")] : [])
  }

  /// How many failed runs are asked for their reason.
  private static let reasonLimit = 20
}

extension AssetDefinition {
  fileprivate var hasDimensions: Bool { if case .multi? = partitioning?.kind { true } else { false } }
}

extension [Tag] {
  /// What another try is launched with: what people set, and not what Dagster or this program wrote.
  fileprivate var handedOn: [Tag] {
    filter { tag in
      let isSystem = tag.key.hasPrefix("dagster/") || tag.key.hasPrefix(".")
      return TagKey.settings.containsExactly(tag.key)
        || (!isSystem && !TagKey.ofLaunch.containsExactly(tag.key))
    }
  }
}
