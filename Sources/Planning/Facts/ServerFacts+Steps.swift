import Contract
import Dagster
import DagsterModel
import Instigators
import RunHistory
import Works

extension ServerFacts {
  func shape(of step: PlannedStep) async throws(DagsterError) -> RunShape {
    guard step.work.runs == .byPolicy else {
      return step.work.runs == .none
        ? .none : .single(step.assets.map(\.key), partitions: step.partitions?.count ?? 1)
    }
    let links = try await client.links(of: step.assets.map(\.key))
    return RunShape(
      joining: step.shares.map { assets, partitions in
        partitions.map { RunShape(of: $0, assets: assets, links: links) } ?? .single(assets.map(\.key))
      }
    )
  }

  /// Backfills of these assets, or of a job that makes one of them, that have not ended.
  func backfills(of assets: [AssetDefinition], besides own: Set<String>) async throws(DagsterError)
    -> [UnfinishedBackfill]
  {
    let keys = Set(assets.map(\.key))
    // Dagster's name for the partition set of a job (`partition_set_snap_name_for_job_name`).
    let sets = Set(assets.flatMap(\.jobNames).map { "\($0)_partition_set" })
    return try await unfinishedBackfills().filter { backfill in
      let isOwn = backfill.tags[key: TagKey.launchID].map(own.contains) ?? false
      let isOfAsset = !keys.isDisjoint(with: backfill.assets)
      return !isOwn && (isOfAsset || backfill.partitionSet.map(sets.contains) ?? false)
    }
  }

  /// Runs of backfills of these assets that have ended before them: Dagster retries what failed in a backfill also
  /// after its end, and after its cancellation without its tag.
  func stragglers(of assets: [AssetDefinition], besides own: Set<String>) async throws(DagsterError)
    -> [(run: RunID, backfill: String, isToCome: Bool)]
  {
    let keys = Set(assets.map(\.key))
    let unfinished = Set(try await unfinishedBackfills().map(\.id.rawValue))
    func isOther(_ tags: [Tag]) -> Bool { tags[key: TagKey.launchID].map(own.contains) != true }
    let ids = Set(try await client.activity(of: assets.map(\.key)).values.flatMap(\.runs))
    let running = ids.isEmpty ? [] : try await client.runs(ids.sorted { $0.rawValue < $1.rawValue })
    let roots = running.filter { $0.tags[key: Tag.backfillKey] == nil }.compactMap(\.rootID)
    let known = running + (roots.isEmpty ? [] : try await client.runs(roots))
    let goingOn = running.filter { !$0.status.isTerminal && isOther($0.tags) }.compactMap { run in
      let tags = [run.tags] + known.filter { $0.id == run.rootID }.map(\.tags)
      return tags.lazy.compactMap { $0[key: Tag.backfillKey] }.first.map {
        (run: run.id, backfill: $0, isToCome: false)
      }
    }
    let toCome = try await retriesToCome().filter { !keys.isDisjoint(with: $0.assets) && isOther($0.tags) }
      .map { (run: $0.run, backfill: $0.backfill.rawValue, isToCome: true) }
    return (goingOn + toCome).filter { !unfinished.contains($0.backfill) }
  }

  /// What is under way on the step's assets, the job's own launches left out.
  func conflicts(of step: PlannedStep, besides own: Set<String>) async throws(DagsterError) -> [Conflict] {
    let keys = step.assets.map(\.key)
    var found: [Conflict] = try await backfills(of: step.assets, besides: own).map { backfill in
      .backfill(backfill.id, of: keys.filter(backfill.assets.contains))
    }
    _ = try await client.activity(of: keys)
    for key in keys {
      found += try await activity(of: key).runs.map { .run($0, of: key) }
    }
    return found
  }

  /// What Dagster would materialize by itself in answer: over any number of assets that each have a condition of
  /// their own, since one without doesn't pass it on.
  func reactions(to step: PlannedStep) async throws(DagsterError) -> [Reaction] {
    var seen = Set(step.assets.map(\.key))
    var level = step.assets.map(\.key)
    var reactions: [Reaction] = []
    while !level.isEmpty {
      let dependents = Set(try await client.links(of: level).values.flatMap(\.dependents)).subtracting(seen)
        .sorted()
      seen.formUnion(dependents)
      let links = try await client.links(of: dependents)
      level = dependents.filter { links[$0]?.automation != nil }
      for key in level {
        guard let found = links[key], let automation = found.automation else { continue }
        let isOn = found.instigators.contains(where: \.isRunning)
        reactions.append(Reaction(asset: key, by: automation, isOn: isOn))
      }
    }
    return reactions + (try await sensorReactions(to: step, and: reactions.compactMap(\.asset)))
  }

  private func sensorReactions(to step: PlannedStep, and made: [AssetKey]) async throws(DagsterError)
    -> [Reaction]
  {
    let touched = Set(step.assets.map(\.key) + made)
    var reactions: [Reaction] = []
    for repository in Set(step.assets.map(\.repository)).sorted(by: { $0.description < $1.description }) {
      for sensor in try await assetSensors(in: repository) where !touched.isDisjoint(with: sensor.assets) {
        reactions.append(Reaction(asset: nil, by: "the sensor \(sensor.name)", isOn: sensor.isRunning))
      }
    }
    return reactions
  }
}
