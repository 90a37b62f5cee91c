package import Dagster
package import Works

/// What a document's steps come to on the server as it is now, by their indices; steps that are under way or done have
/// no entry.
package struct PlannedJob: Sendable {
  package var steps: [Int: PlannedStep] = [:]
}

/// One step, as it would be carried out now.
package struct PlannedStep: Sendable {
  package var work: any Work
  /// What it materializes: all assets of its backfill, one, or those of its Dagster job.
  package var assets: [AssetDefinition] = []
  /// Of each asset; `nil` where they have none.
  package var partitions: TargetedPartitions?
  /// What the document selects of each asset, before anything is left out; `nil` where they have no partitions.
  var selected: TargetedPartitions?
  /// What was found out of the assets on the way.
  var states: [AssetKey: AssetState] = [:]
  /// What it changes beside what runs materialize.
  var changes: [PlannedChange] = []
}

/// Something that a step changes by itself, in words.
package struct PlannedChange: Hashable, Sendable {
  /// `adds`, `deletes`, `wipes`.
  package var verb: String
  package var what: String
  /// Whether something is lost that the job doesn't make again.
  package var isLoss: Bool

  package init(_ verb: String, _ what: String, isLoss: Bool = false) {
    (self.verb, self.what, self.isLoss) = (verb, what, isLoss)
  }
}
