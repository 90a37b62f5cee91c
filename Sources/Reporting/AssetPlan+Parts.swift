import ExactText
import Planning
import Works

extension AssetPlan {
  /// Some of the targeted partitions, and what is the matter with them.
  struct Part {
    var name: String
    var partitions: TargetedPartitions
    var isWarning = false
  }

  /// The parts of what is targeted: new and overwritten are all of it, failed and in flight are of both.
  func parts(of targeted: TargetedPartitions) -> [Part] {
    let state = state
    return [
      Part(name: "new", partitions: targeted.filter { !state.materialized.contains($0) }),
      Part(
        name: "overwritten",
        partitions: targeted.filter { state.materialized.contains($0) },
        isWarning: true
      ),
      Part(name: "failed before", partitions: targeted.filter(state.failed.contains)),
      Part(name: "in flight", partitions: targeted.filter(state.inFlight.contains), isWarning: true),
    ]
  }
}

extension StepPlan.Work {
  /// How many partitions of its assets, and assets without partitions, are made anew.
  var overwritten: Int {
    assets.reduce(0) { sum, asset in
      if let whole = asset.state.whole { return sum + (whole.isMaterialized ? 1 : 0) }
      return sum + (asset.partitions?.keys.count { asset.state.materialized.contains($0) } ?? 0)
    }
  }
}
