public import Dagster
public import JobDSL
public import Schema
import Works

extension Hold: Plannable {
  public func plan(on site: StepCheck, problems: inout [Issue]) async throws(DagsterError) -> PlannedStep? {
    PlannedStep(
      work: HoldWork(),
      changes: [PlannedChange("waits until", until)] + show.map { PlannedChange("shows", $0) }
    )
  }
}
