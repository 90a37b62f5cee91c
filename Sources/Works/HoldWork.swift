package import Attempt
package import Dagster
package import DagsterModel
package import Ledger

/// A wait for a person: nothing is sent for it, and the machine of an attempt knows when it is over.
package struct HoldWork: Work {
  package static let kind = LaunchRecord.Kind.hold
  package static let isFoundByTags = false

  package init() {}

  package var targeted: Int? { nil }
  package var runs: WorkRuns { .none }

  package func start(as launch: WorkLabels, on client: DagsterClient) async throws(DagsterError) -> String {
    throw DagsterError(.refused(type: "Hold", message: "a wait for a person is nothing that can be launched"))
  }

  package static func find(_ launch: LaunchRecord, on client: DagsterClient) async throws(DagsterError)
    -> [String]
  { [] }

  package static func observe(
    _ id: String,
    of launch: LaunchRecord,
    for aim: WorkAim,
    on client: DagsterClient
  )
    async throws(DagsterError)
    -> Observation
  { .vanished("the wait \(id)") }

  package static func stop(_ id: String, on client: DagsterClient) async throws(DagsterError) {}

  package static func failedRuns(of id: String, on client: DagsterClient) async throws(DagsterError) -> [Run]
  { [] }

  package static func isRevived(_ launch: LaunchRecord, as id: String, on client: DagsterClient)
    async throws(DagsterError) -> Bool
  { false }
}
