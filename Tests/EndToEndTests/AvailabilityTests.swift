import Dagster
import DagsterModel
import Foundation
import Ledger
import TestSupport
import Testing

/// A Dagster that is away, broken or closed to the runner: nothing is launched, and nothing is recorded.
@Suite struct AvailabilityTests {
  static let steps = """
    - materialize:
        asset: dim_products
    - backfill:
        assets:
        - orders
        partitions:
          partitioning: daily
          keys:
          - "2024-07-01"
    """

  /// Four attempts with up to 0.5, 1 and 2 s between them.
  @Test(.timeLimit(.minutes(1))) func noServer() async throws {
    let job = try JobFile("away", steps: Self.steps, url: "http://127.0.0.1:9")
    let start = ContinuousClock.now
    let ending = try await job.run()
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(ending.status == 69)
    #expect(
      ending.output
        == "unavailable: Dagster at http://127.0.0.1:9/graphql: the connection was refused; check the port, and that "
        + "the server runs\n"
    )
    #expect(try await job.record() == nil)
  }

  @Test(.onDagster) func aReadOnlyServer() async throws {
    let job = try JobFile("read-only", steps: Self.steps, url: SharedServer.readOnlyURL)
    let ending = try await job.run()
    #expect(ending.status == 77)
    #expect(
      ending.output == """
        refused: Dagster doesn't grant this runner `launch_partition_backfill`: Disabled by your administrator; \
        use a server or a token that may launch

        """
    )
    #expect(try await job.record() == nil)
    try await Witness().expectNothingLaunched(by: job.name)
  }

  @Test(.onDagster) func aServerWhoseDaemonNeverRan() async throws {
    try await OwnServer.with("--no-daemon") { server in
      let job = try JobFile("no-daemon", steps: Self.steps, url: server.url)
      let ending = try await job.run()
      #expect(ending.status == 69)
      #expect(
        ending.output == """
          unavailable: Dagster's BACKFILL daemon has never run: start dagster-daemon; nothing was launched

          """
      )
      #expect(try await job.record() == nil)
      try await Witness(url: server.url).expectNothingLaunched(by: job.name)
    }
  }

  @Test(.onDagster) func aWebserverThatIsRestartedAndACodeLocationThatBreaks() async throws {
    try await OwnServer.with("--backfill-tick", "3") { server in
      try await staysWithItsWork(on: server)
      try await server.breakCodeLocation()
      try await namesTheLoadError(on: server)
    }
  }

  private func staysWithItsWork(on server: OwnServer) async throws {
    let job = try JobFile("restart", steps: Sleep.steps(seconds: 20), url: server.url)
    let child = try job.start("run", "job.yaml")
    try await job.waitForRecord { $0.steps.first?.state == .launched }
    try await server.restartWebserver(away: .seconds(3))
    let ending = await child.ending()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(ending.errors.contains("the work goes on"))
    #expect(try await Witness(url: server.url).runs(of: job.name).map(\.status) == [.success])
  }

  private func namesTheLoadError(on server: OwnServer) async throws {
    let job = try JobFile("broken", steps: Self.steps, url: server.url)
    let ending = try await job.run()
    #expect(ending.status == 65)
    #expect(ending.errors.contains("expected an asset that Dagster knows, found \"dim_products\""))
    let finding = "the code location \"lab\" failed to load: RuntimeError: no vendor key"
    #expect(ending.errors.contains(finding))
    #expect(try await job.record() == nil)
    try await Witness(url: server.url).expectNothingLaunched(by: job.name)
  }
}

/// A job that takes its time.
enum Sleep {
  static func steps(seconds: Int) -> String {
    """
    - launch:
        job: sleep_job
        location: lab
        config:
          ops:
            sleep_op:
              config:
                seconds: \(seconds)
    """
  }
}
