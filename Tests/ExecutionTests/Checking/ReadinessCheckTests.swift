import Dagster
import DagsterModel
import Testing

@testable import Ledger
@testable import Planning

/// Which servers a launch is not sent to.
@Suite struct ReadinessCheckTests {
  static let now = Sample.start

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var permissions: [String: Readiness.Permission] = [:]
    var daemons: [Readiness.Daemon] = []
    /// `nil` where it is ready.
    var failure: String?
  }

  static func daemon(_ type: String, age: Double?, required: Bool = true) -> Readiness.Daemon {
    .init(type: type, required: required, lastHeartbeat: age.map { now.seconds - $0 })
  }

  static let cases = [
    Case(testDescription: "nothing is said"),
    Case(
      testDescription: "all is well",
      permissions: ["launch_partition_backfill": .init(granted: true, reason: nil)],
      daemons: [daemon("BACKFILL", age: 299), daemon("QUEUED_RUN_COORDINATOR", age: -20)]
    ),
    Case(
      testDescription: "a daemon that is not required",
      daemons: [daemon("BACKFILL", age: nil, required: false)]
    ),
    Case(testDescription: "another daemon is dead", daemons: [daemon("SENSOR", age: nil)]),
    Case(
      testDescription: "a daemon that never ran",
      daemons: [daemon("BACKFILL", age: nil)],
      failure: "unready: Dagster's BACKFILL daemon has never run: start dagster-daemon; nothing was launched"
    ),
    Case(
      testDescription: "a daemon that died, whatever Dagster says of its health",
      daemons: [daemon("BACKFILL", age: 10), daemon("QUEUED_RUN_COORDINATOR", age: 300)],
      failure:
        "unready: Dagster's QUEUED_RUN_COORDINATOR daemon was last alive 300 s ago: a launch would wait "
        + "forever; start dagster-daemon; nothing was launched"
    ),
    Case(
      testDescription: "no permission to launch backfills",
      permissions: [
        "launch_partition_backfill": .init(granted: false, reason: "Disabled by your administrator")
      ],
      daemons: [daemon("BACKFILL", age: nil)],
      failure: "refused: Dagster doesn't grant this runner `launch_partition_backfill`: "
        + "Disabled by your administrator; use a server or a token that may launch"
    ),
    Case(
      testDescription: "no permission to launch runs",
      permissions: ["launch_pipeline_execution": .init(granted: false, reason: nil)],
      failure: "refused: Dagster doesn't grant this runner `launch_pipeline_execution`; "
        + "use a server or a token that may launch"
    ),
  ]

  @Test(arguments: cases) func checks(_ example: Case) {
    let readiness = Readiness(
      version: DagsterVersion("1.13.27"),
      locations: [],
      daemons: example.daemons,
      permissions: example.permissions,
      maxConcurrentRuns: nil,
      tagConcurrencyLimitsYaml: nil
    )
    var failure: String?
    do throws(CheckFailure) {
      try ReadinessCheck(readiness: readiness, now: Self.now).check()
    } catch .unready(let message) {
      failure = "unready: \(message)"
    } catch .refused(let message) {
      failure = "refused: \(message)"
    } catch {
      failure = "\(error)"
    }
    #expect(failure == example.failure)
  }
}
