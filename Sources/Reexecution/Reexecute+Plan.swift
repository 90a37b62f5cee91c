import Contract
public import Dagster
import DagsterModel
import Diagnostics
import ExactText
public import JobDSL
import Ledger
public import Planning
import RunHistory
public import Schema
import Works

extension Reexecute: Plannable {
  public func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    if let backfill {
      return try await LeftCheck(site: site, id: BackfillID(backfill)).planned(problems: &problems)
    }
    guard let run, let start else { return nil }
    return try await ChainCheck(site: site, id: RunID(run), start: start).planned(problems: &problems)
  }

  public var features: [ServerFeature] {
    run == nil ? [] : [ServerFeature(name: "running a run again", since: .reexecutionTags)]
  }
}

/// Checks a run that is run again.
private struct ChainCheck {
  let site: StepCheck
  let id: RunID
  let start: Reexecute.Start
  private var path: Path { site.path[\Reexecute.run] }

  func planned(problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    let chain = try await site.client.chain(with: id)
    guard let chain, let run = chain.runs.first(where: { $0.id == id }) else {
      problems.append(site.unknownRun(id.rawValue, at: path))
      return nil
    }
    // Another try of the step goes on where its last one stopped.
    let own = chain.part(from: id)?.runs.first { $0.id != id && site.isOwn($0.tags) }
    var obstacle = later(than: own ?? run, in: chain)
    if obstacle == nil, own == nil { obstacle = try await self.obstacle(to: run, in: chain) }
    if let obstacle {
      problems.append(obstacle)
      return nil
    }
    let last =
      own.flatMap { [.failure, .canceled].contains($0.status) && start == .failure ? $0 : nil } ?? run
    guard let ended = try await site.client.endedRun(last.id),
      let job = try await job(of: ended, problems: &problems)
    else { return nil }
    let before = problems.count
    if start == .failure, !ended.steps.isEmpty, ended.left.isEmpty {
      problems.append(issue("left something", "ran everything that it was to", "write `from: start`"))
    }
    let assets = try await assets(of: ended, job, problems: &problems)
    if problems.count == before { try await checkConfig(of: ended, job, assets, problems: &problems) }
    guard problems.count == before else { return nil }
    return try await planned(ended, of: job, making: assets)
  }

  private func planned(_ ended: EndedRun, of job: JobSelector, making assets: [AssetDefinition])
    async throws(DagsterError) -> PlannedStep
  {
    let run = ended.run
    // Nothing of whose it was is left on what is this job's from now on: Dagster copies what isn't given.
    let blank = TagKey.ofLaunch.filter { run.tags[key: $0] != nil }.map { Tag($0, "") }
    let tags = blank.filter { $0.key != TagKey.reexecutes } + [Tag(TagKey.reexecutes, run.id.rawValue)]
    let again = RunReexecution(run.id, from: start == .failure ? .failure : .beginning, tags: tags)
    let request = RunRequest(job: job, assetSelection: ended.assets, runConfig: ended.config, tags: run.tags)
    let made = start == .failure ? assets.filter { !$0.opNames.allSatisfy(ended.isDone) } : assets
    return PlannedStep(
      run: RunWork(request, as: again),
      assets: made,
      partitions: try await partitions(of: run, of: assets.first),
      changes: try await changes(to: ended, made)
    )
  }

  /// What somebody else has begun in its place since.
  private func later(than run: Run, in chain: RunChain) -> Issue? {
    let later = chain.runs.prefix { $0.id != run.id }.first { !site.isOwn($0.tags) }
    guard run.status.isTerminal, let later else { return nil }
    return issue(
      "nothing ran in place of since",
      "run \(later.id) ran in place of: \(later.status.name)",
      later.status == .success
        ? "it is done: remove this step"
        : later.status.isTerminal ? "name that one, which came last" : "wait for it to end"
    )
  }

  /// Why it can't be run again, or not by this step.
  private func obstacle(to run: Run, in chain: RunChain) async throws(DagsterError) -> Issue? {
    if run.tags[key: TagKey.rehearsalOf] != nil {
      return issue("did something", "was a rehearsal", "runner plan --rehearse rehearses anew")
    }
    guard run.status.isTerminal else {
      return issue("has ended", "is \(run.status.name)", "wait for it to end, or end it: CancelRuns")
    }
    if let retry = try await retry(of: run, in: chain) { return retry }
    if let id = run.tags[key: Tag.backfillKey].map({ BackfillID($0) }),
      let backfill = try await site.client.backfill(id), !backfill.status.isTerminal
    {
      return issue("is of no backfill under way", "is of backfill \(id)", "wait for the backfill to end")
    }
    guard run.status == .success, start == .failure else { return nil }
    return issue("failed or was canceled", "succeeded", "to run all of it once more write `from: start`")
  }

  private func issue(_ expected: String, _ found: String, _ hint: String) -> Issue {
    Issue(
      at: path,
      "expected a run that \(expected), found \(quoted(id.rawValue)), which \(found)",
      hint: hint
    )
  }

  /// Its retry by Dagster may still be to come.
  private func retry(of run: Run, in chain: RunChain) async throws(DagsterError) -> Issue? {
    let now = site.now.seconds
    if chain.awaitingRetry.contains(run), run.mayBeRetried(at: now),
      try await !site.client.hasDeclinedToRetry(run.id)
    {
      return issue("Dagster doesn't retry by itself", "it is about to retry", "wait for the retry")
    }
    guard run.mayBeDecided(at: now), try await site.client.undecided(in: [chain]).contains(run) else {
      return nil
    }
    return issue(
      "Dagster doesn't retry by itself",
      "has just failed, so that it may",
      "try again in a minute"
    )
  }

  private func job(of ended: EndedRun, problems: inout [Issue]) async throws(DagsterError) -> JobSelector? {
    let known = try await site.client.jobs().map(\.selector)
    if let job = ended.job, known.contains(job) || job.name.hasPrefix(JobSelector.assetJobName) { return job }
    let found =
      ended.job.map { "the job \(quoted($0.name)) of \(quoted($0.location))" } ?? "one of no code location"
    problems.append(
      Issue(
        at: path,
        "expected a run of a job that is still defined, found \(found)",
        hint: ended.job.flatMap { site.failure(of: $0.location) } ?? "launch what has come in its place"
      )
    )
    return nil
  }

  private func assets(of ended: EndedRun, _ job: JobSelector, problems: inout [Issue])
    async throws(DagsterError)
    -> [AssetDefinition]
  {
    var keys = ended.assets
    if keys.isEmpty {
      let isOfAssets = try await site.client.jobs().first { $0.selector == job }?.isAssetJob ?? false
      keys = isOfAssets ? try await site.client.assets(ofJob: job) : []
    }
    return try await site.definitions(of: keys, at: path, problems: &problems)
  }

  private func checkConfig(
    of ended: EndedRun,
    _ job: JobSelector,
    _ assets: [AssetDefinition],
    problems: inout [Issue]
  ) async throws(DagsterError) {
    guard let config = ended.config else { return }
    let found = try await site.client.validate(runConfig: config, for: job, assetSelection: ended.assets)
    problems += found.map { problem in
      Issue(
        at: path,
        "expected a run whose configuration is still right, found one that Dagster refuses: \(problem.message)",
        hint: "launch it with another configuration"
      )
    }
  }

  /// The keys between the ends of a range, in the asset's order.
  private func partitions(of run: Run, of asset: AssetDefinition?) async throws(DagsterError)
    -> TargetedPartitions?
  {
    if let partition = run.partition { return TargetedPartitions(partition) }
    guard let first = run.tags[key: Tag.partitionRangeStartKey],
      let last = run.tags[key: Tag.partitionRangeEndKey],
      let asset, asset.partitioning != nil
    else { return nil }
    let keys = try await site.keys.keys(of: asset.key)
    guard let start = keys.firstIndex(ofExactly: first), let end = keys.firstIndex(ofExactly: last),
      start <= end
    else { return TargetedPartitions(listed: [first, last]) }
    return TargetedPartitions(keys: Array(keys[start...end]), places: Array(start...end))
  }

  private func changes(to ended: EndedRun, _ made: [AssetDefinition]) async throws(DagsterError)
    -> [PlannedChange]
  {
    let run = ended.run
    let steps = start == .failure ? ended.left : ended.all
    let rest = ended.all.count - steps.count
    let reason = run.status == .failure ? try await site.client.failureReason(ofRun: run.id) : nil
    return [
      PlannedChange(
        "again",
        "run \(run.id): \(run.text(Set(ended.assets)))\(run.otherTags)",
        now: ", \(run.stateText)"
      ),
      PlannedChange("steps", keys: steps, rest > 0 ? "; not \(counted(rest, "other")), done before" : ""),
    ]
      + (reason.map { [PlannedChange("because", now: $0.line)] } ?? [])
      + (try await site.versions(of: made, in: RunsFilter(ids: [run.id]), ended))
  }
}

extension EndedRun {
  fileprivate func isDone(_ step: String) -> Bool { done.contains(step) }
}

extension StepCheck {
  /// Whether it is of an earlier attempt at this job.
  func isOwn(_ tags: [Tag]) -> Bool { tags[key: TagKey.job]?.isExactly(job) == true }

  /// Of assets that something else names: all of them have to be there, and to be made in one place.
  func definitions(of keys: [AssetKey], at path: Path, problems: inout [Issue]) async throws(DagsterError)
    -> [AssetDefinition]
  {
    var found: [AssetDefinition] = []
    for key in keys {
      if let asset = try await asset(key.description, at: path, problems: &problems) { found.append(asset) }
    }
    checkUnique(found, at: found.map { _ in path }, problems: &problems)
    return found
  }

  /// What Dagster knows of the code then and now.
  func versions(of assets: [AssetDefinition], in runs: RunsFilter, _ ended: EndedRun?)
    async throws(DagsterError) -> [PlannedChange]
  {
    let versions = try await client.codeVersions(of: assets.map(\.key), in: runs)
    var changes = assets.compactMap { asset in versions[asset.key].flatMap { $0.change(asset.key) } }
    if changes.isEmpty {
      changes = [PlannedChange("code", "no version of it is known, then or now: its assets have none")]
      if assets.isEmpty {
        changes = [PlannedChange("code", "no version of it is known: Dagster has none of ops")]
      }
    }
    let isSame = if let ended { try await client.isDefinedAsThen(ended) } else { nil as Bool? }
    let words =
      switch isSame {
      case true?: "as it was then"
      case false?: "another than it was then"
      case nil: "not known to be as it was then, or not"
      }
    return changes + [PlannedChange("definition", "\(words): its ops, their configuration and their order")]
  }
}

extension CodeVersions {
  /// `nil` for an asset that has none and never had.
  fileprivate func change(_ asset: AssetKey) -> PlannedChange? {
    guard now != nil || !then.isEmpty else { return nil }
    let then = then.isEmpty ? "not known, since nothing was made" : then.joined(separator: " and ")
    return PlannedChange("code", "\(asset): version then \(then), now \(now ?? "none")")
  }
}

extension RunFailure {
  /// `load: no data for 2024-02-03`.
  var line: String { (stepKey.map { "\($0): " } ?? "") + onOneLine(message, cutTo: 200) }
}

extension Run {
  /// `, team=data`: what its launch was told apart by, but for what Dagster and this program write.
  var otherTags: String { tags.others }
}

extension [Tag] {
  var others: String {
    let others = filter { tag in
      !TagKey.reservedPrefixes.contains { tag.key.hasPrefix($0) } && !tag.key.hasPrefix(".")
    }
    let shown = others.prefix(5).map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
    return others.isEmpty
      ? "" : ", tagged \(shown)" + (others.count > 5 ? " and \(others.count - 5) more" : "")
  }
}
