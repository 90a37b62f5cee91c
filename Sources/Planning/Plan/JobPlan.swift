import Dagster
package import DagsterModel
package import Diagnostics
package import Effects
package import Ledger
package import RunHistory
package import Works

/// Everything that a person has to know of a job before it runs.
package struct JobPlan: Hashable, Sendable {
  package var job: String
  package var owner: String
  package var reason: String
  /// The document's digest.
  package var document: String
  /// All of the document's steps, in order.
  package var steps: [StepPlan]
  /// What the ledger says of the name.
  package var ledgerState: LedgerState
  /// What Dagster has under the job's name though the ledger knows no launch of it: a run would launch nothing and end
  /// with `unrecorded_launches`.
  package var unrecorded: [String] = []
  /// Why this server or this runner could not launch it now; `nil` where nothing is in the way.
  package var obstacle: String?

  /// What the ledger says of the job's name.
  package enum LedgerState: Hashable, Sendable {
    /// There is no ledger.
    case unknown
    /// Nothing is recorded: a run would be the first.
    case unused
    /// A run would go on with the steps that are left.
    case continued(Attempts)
    /// A run would launch nothing, for this reason.
    case refused(String)
  }

  /// How often it was tried.
  package struct Attempts: Hashable, Sendable {
    package var count: Int
    package var lastOutcome: String?
  }

  /// What a person approves of it.
  package var effect: JobEffect { JobEffect(job: job, document: document, of: steps) }

  /// The conditions that are not met.
  package var unmet: [ConditionPlan] { steps.flatMap(\.conditions).filter { $0.complaint != nil } }
}

/// What a step would do: what is approved, recorded and shown of it are views of this.
package struct StepPlan: Hashable, Sendable {
  /// From 0.
  package var index: Int
  package var command: String
  package var summary: String
  /// Where it is on its way; a step that is done or under way has no work.
  package var state = StepRecord.State.pending
  package var work: Work?
  package var conditions: [ConditionPlan] = []

  /// What is launched.
  package struct Work: Hashable, Sendable {
    package var assets: [AssetPlan]
    /// Partitions that are selected and left out: the job has made them before, or they are there and only the
    /// missing ones are wanted.
    package var skipped: Int
    /// What the step changes by itself, beside what is materialized.
    package var changes: [PlannedChange] = []
    /// The Dagster job and its code location; `nil` for a backfill of assets.
    package var job: String?
    /// The run configuration that is sent, as its digest; `nil` for none.
    package var configuration: String?
    /// Whether what is materialized when it is launched is left out.
    package var onlyMissing = false
    package var reactions: [Reaction] = []
    package var shape = RunShape.none
    package var conflicts: [Conflict] = []
    /// The asset checks that are run by themselves, and what each said before.
    package var checks: [CheckPlan] = []
    /// How a Dagster job would be launched; `nil` for what runs no job by its name.
    package var launch: LaunchPlan?
    /// How long it takes; `nil` where that can't be told.
    package var forecast: Forecast?
  }
}

/// What would become of an asset.
package struct AssetPlan: Hashable, Sendable {
  package var asset: AssetKey
  /// How its partitions are cut into runs; `nil` where none is launched.
  package var rule: RunShape.Rule?
  /// `nil` where it has none.
  package var partitions: TargetedPartitions?
  package var state: AssetState
}

/// A condition and whether it holds now.
package struct ConditionPlan: Hashable, Sendable {
  package var step: Int
  /// From the document's root.
  package var path: String
  package var meaning: String
  /// Why it is not met; `nil` where it is.
  package var complaint: String?
  /// Why that can't be told; `nil` where it can.
  package var undecided: String?
  /// Whether it can only be told after the runs.
  package var isLater: Bool
  /// What is wrong, with its line in the document; `nil` where nothing is.
  package var diagnostic: Diagnostic?

  package var isMet: Bool { complaint == nil && undecided == nil }
}
