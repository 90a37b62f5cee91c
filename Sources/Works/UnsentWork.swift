package import Attempt
package import Dagster
package import Ledger

/// What the machine of an attempt does by itself: nothing is sent for it, and no record has a launch of it.
package protocol UnsentWork: RunlessWork {
  init()
}

extension UnsentWork {
  package var targeted: Int? { nil }

  package func start(as launch: WorkLabels, on client: DagsterClient) async throws(DagsterError) -> String {
    throw DagsterError(
      .refused(type: "Unsent", message: "a \(Self.kind.rawValue) is nothing that can be launched")
    )
  }

  package static func observe(
    _ id: String,
    of launch: LaunchRecord,
    for aim: WorkAim,
    on client: DagsterClient
  )
    async throws(DagsterError)
    -> Observation
  { .vanished("the \(kind.rawValue) \(id)") }
}

/// A wait for a person.
package struct HoldWork: UnsentWork {
  package static let kind = LaunchRecord.Kind.hold

  package init() {}
}

/// The end of a pause.
package struct RestoreWork: UnsentWork {
  package static let kind = LaunchRecord.Kind.restore
  package static let deed = "switched on"

  package init() {}
}
