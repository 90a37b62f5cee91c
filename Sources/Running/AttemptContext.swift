package import Attempt
import Dagster
import DagsterModel
package import Ledger

/// What an attempt gets from the world around it.
package struct AttemptContext: Sendable {
  package var ledger: any Ledger
  package var clock: any WallClock
  package var events: any EventSink
  package var provenance: Provenance
  /// Who holds the lease: unique to this process.
  package var holder: String
  /// What the ids of its launches begin with: unique for all time.
  package var launchPrefix: String
  package var timing: RunTiming
  /// Whether people are to be told how the attempt ended: the record says so along with its end.
  package var owesNotice: Bool
  /// The uid of the Kubernetes Job of whose pods this is one; `nil` outside of one.
  package var kubernetesJob: String?

  package init(
    ledger: any Ledger,
    clock: any WallClock,
    events: any EventSink,
    provenance: Provenance,
    holder: String,
    launchPrefix: String,
    timing: RunTiming = RunTiming(),
    owesNotice: Bool = false,
    kubernetesJob: String? = nil
  ) {
    self.ledger = ledger
    self.clock = clock
    self.events = events
    self.provenance = provenance
    self.holder = holder
    self.launchPrefix = launchPrefix
    self.timing = timing
    self.owesNotice = owesNotice
    self.kubernetesJob = kubernetesJob
  }

  func identity(server pages: DagsterPages) -> AttemptIdentity {
    AttemptIdentity(
      holder: holder,
      launchPrefix: launchPrefix,
      provenance: provenance,
      pages: WorkPages(ofBackfills: pages.backfill(BackfillID("")), ofRuns: pages.run(RunID(""))),
      owesNotice: owesNotice,
      kubernetesJob: kubernetesJob
    )
  }
}
