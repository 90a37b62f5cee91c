package import Attempt
package import Dagster
package import Ledger

/// A wait for a person: nothing is sent for it, and the machine of an attempt knows when it is over.
package struct HoldWork: RunlessWork {
  package static let kind = LaunchRecord.Kind.hold

  package init() {}

  package var targeted: Int? { nil }

  package func start(as launch: WorkLabels, on client: DagsterClient) async throws(DagsterError) -> String {
    throw DagsterError(.refused(type: "Hold", message: "a wait for a person is nothing that can be launched"))
  }

  package static func observe(
    _ id: String,
    of launch: LaunchRecord,
    for aim: WorkAim,
    on client: DagsterClient
  )
    async throws(DagsterError)
    -> Observation
  { .vanished("the wait \(id)") }
}
