import Contract
import Dagster
import DagsterModel
import ExactText
import Ledger

/// What was materialized last of what a job would make: with only an approved plan's digest at hand, it may tell
/// what has come between.
///
/// Taking the newest materializations back one by one gives effects as they were before; the one whose digest is
/// the approved one is what was approved, which its hash proves.
struct RecentMaterializations {
  /// How many of each asset are looked at.
  static let limit = 200
  /// How many partitions are hashed at most, over all tries: about a second's worth.
  static let effort = 4_000_000

  let survey: JobSurvey
  let effect: JobEffect

  struct Event: Hashable {
    var step: Int
    var asset: String
    var partition: String?
    var time: Double
    var run: String
  }

  /// Newest first, of each partition only the first one that is known.
  func events() async throws(DagsterError) -> [Event] {
    var events: [Event] = []
    for (index, step) in survey.planned.steps {
      let selected = (step.selected ?? step.partitions).map { $0.keys.exact }
      let newest = try await survey.facts.client.newestMaterializations(
        of: step.assets.map(\.key),
        limit: Self.limit
      )
      for asset in step.assets {
        let found = newest[asset.key] ?? []
        var first: [Exact<String?>: DatedMaterialization] = [:]
        for event in found where event.partition.map({ selected?.contains($0) ?? false }) ?? true {
          if event.time <= first[Exact(event.partition)]?.time ?? .infinity {
            first[Exact(event.partition)] = event
          }
        }
        events += first.values.map { event in
          Event(
            step: index,
            asset: asset.key.description,
            partition: event.partition,
            time: event.time,
            run: event.run.rawValue
          )
        }
      }
    }
    return events.sorted { ($0.time, $0.partition ?? "") > ($1.time, $1.partition ?? "") }
  }

  /// What has been materialized since, if that is all that is different.
  func proven(_ events: [Event], to digest: String) -> [String]? {
    var earlier = effect
    let size = max(1, effect.steps.flatMap(\.assets).reduce(0) { $0 + $1.count })
    for (index, event) in events.prefix(Self.effort / size).enumerated() {
      earlier.takeBack(event)
      if earlier.digest == digest { return events.prefix(index + 1).map(\.line) }
    }
    return nil
  }
}

extension RecentMaterializations.Event {
  var line: String {
    let what = partition.map { "partition \($0) was" } ?? "it was"
    let by = run.isEmpty ? "" : " by run \(run)"
    let when = Timestamp(seconds: time).readable
    return "step \(StepNumber(at: step)), \(asset): \(what) materialized\(by) at \(when)"
  }
}

extension JobEffect {
  mutating func takeBack(_ event: RecentMaterializations.Event) {
    guard let step = steps.firstIndex(where: { $0.index == event.step }) else { return }
    let leavesOut = steps[step].onlyMissing
    for index in steps[step].assets.indices {
      let isIt = steps[step].assets[index].asset.isExactly(event.asset)
      guard let partition = event.partition else {
        if isIt, steps[step].assets[index].isMaterialized != nil {
          steps[step].assets[index].isMaterialized = false
        }
        continue
      }
      steps[step].assets[index].takeBack(partition, isIt: isIt, leavesOut: leavesOut)
    }
  }
}

extension AssetEffect {
  fileprivate var count: Int { (new?.count ?? 0) + (overwritten?.count ?? 0) + 1 }

  /// Where only the missing ones are wanted, a partition was targeted in every asset before it was made in one.
  fileprivate mutating func takeBack(_ partition: String, isIt: Bool, leavesOut: Bool) {
    if let place = overwritten?.firstIndex(ofExactly: partition) {
      guard isIt else { return }
      overwritten?.remove(at: place)
      new?.append(partition)
    } else if leavesOut, new?.containsExactly(partition) == false {
      if isIt { new?.append(partition) } else { overwritten?.append(partition) }
    }
  }
}
