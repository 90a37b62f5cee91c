import Contract
import Dagster
import DagsterModel
import JSONTree
import Testing

@testable import Attempt
@testable import Ledger

/// What passes by itself ends no attempt: before a launch as after one.
@Suite struct BadDayTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var fault: FakeDagster.Fault

    init(_ name: String, _ fault: FakeDagster.Fault) { (testDescription, self.fault) = (name, fault) }

    static func http(_ status: Int, _ body: String = "", type: String? = "text/plain") -> FakeDagster.Fault {
      .http(TransportResponse(status: status, contentType: type, body: Array(body.utf8)))
    }

    /// An exception as it comes from a field, rather than from a union's member.
    static func exception(_ name: String) -> FakeDagster.Fault {
      http(
        500,
        #"{"data":null,"errors":[{"message":"x","path":["x"],"extensions":{"errorInfo":{"message":"x","cls_name":"\#(name)"}}}]}"#,
        type: "application/json"
      )
    }
  }

  static let passing = [
    Fault("refused", .before(JobRunTests.refused)), Fault("timed out", .before(JobRunTests.timedOut)),
    Fault("500", Fault.http(500, "Internal Server Error")), Fault("503", Fault.http(503)),
    Fault("302", Fault.http(302)), Fault("empty", Fault.http(200)),
    Fault("a page", Fault.http(200, "<html>Sign in</html>", type: "text/html")),
    Fault("cut short", Fault.http(200, #"{"data":{"versi"#, type: "application/json")),
    Fault("database", Fault.exception("OperationalError")),
    Fault("code server", Fault.exception("DagsterUserCodeUnreachableError")),
  ]

  @Test(arguments: passing) func isWaitedForBeforeALaunch(_ fault: Fault) async throws {
    for operation in ["Readiness", "Assets", "PartitionKeys"] {
      let lab = try Lab { $0.faults[operation] = .init(repeating: fault.fault, count: 20) }
      let result = await lab.run()
      #expect(result.verdict == .succeeded, "\(operation): \(result.message)")
      #expect(lab.server.work.map(\.id) == ["backfill-1"])
      #expect(lab.events.messages.count { $0.contains("nothing is launched meanwhile") } == 20)
    }
  }

  /// So is what keeps Dagster from being asked for the job's name.
  @Test(arguments: passing) func isWaitedForBeforeAFirstLaunch(_ fault: Fault) async throws {
    let lab = try Lab { $0.faults["FindWorks"] = .init(repeating: fault.fault, count: 20) }
    let result = await lab.run()
    #expect(result.verdict == .succeeded, "\(result.message)")
    #expect(lab.server.work.map(\.id) == ["backfill-1"])
  }

  static let whileWatched =
    passing + [
      Fault("rotated token", Fault.http(401, "no")), Fault("forbidden", Fault.http(403, "no")),
      Fault("no ingress", Fault.http(404, "404 page not found")),
      Fault("any exception", Fault.exception("KeyError")),
      // Dagster was replaced by another version, whose schema is another one.
      Fault(
        "another schema",
        Fault.http(
          400,
          #"{"errors":[{"message":"Cannot query field \"x\" on type \"Run\".","locations":[{"line":1,"column":9}]}]}"#,
          type: "application/json"
        )
      ),
    ]

  @Test(arguments: whileWatched) func isWaitedForAfterALaunch(_ fault: Fault) async throws {
    for operation in ["Backfill", "Vocabulary", "Runs"] {
      let lab = try Lab { $0.faults[operation] = .init(repeating: fault.fault, count: 20) }
      let result = await lab.run()
      #expect(result.verdict == .succeeded, "\(operation): \(result.message)")
      #expect(lab.server.count(of: "LaunchBackfill") == 1)
    }
  }

  /// What lasts is said after the time is over, as away and not as a refusal: the work goes on.
  @Test(arguments: whileWatched) func isNoRefusalWhereItLasts(_ fault: Fault) async throws {
    let lab = try Lab { $0.faults["Backfill"] = .init(repeating: fault.fault, count: 1_000) }
    let start = lab.clock.now()
    #expect(await lab.run().verdict == .unavailable)
    #expect(lab.clock.now().seconds(since: start) >= RunTiming().outage)
  }

  /// The flight time of a lost launch isn't waited for anew at each fault of its look-up.
  @Test(arguments: whileWatched) func aLookUpDoesNotBeginAnew(_ fault: Fault) async throws {
    let lab = try Lab {
      $0.faults["LaunchBackfill"] = [.before(JobRunTests.timedOut)]
      $0.faults["FindBackfills"] = .init(repeating: fault.fault, count: 20)
    }
    let start = lab.clock.now()
    let result = await lab.run()
    #expect(result.verdict == .succeeded)
    #expect(result.record?.attempts.count == 1)
    let seconds = lab.clock.now().seconds(since: start)
    #expect(seconds > RunTiming().flight && seconds < RunTiming().flight + 20)
    #expect(lab.server.work.map(\.id) == ["backfill-1"])
  }

  /// Of a database that breaks off in the middle of a launch nobody knows whether it was written.
  @Test func aLaunchThatTheDatabaseBrokeOffIsWaitedForAndSentAgain() async throws {
    let broken: JSONValue = [
      "__typename": "PythonError", "message": "server closed the connection", "className": "OperationalError",
    ]
    let lab = try Lab { $0.faults["LaunchBackfill"] = [.answer("launchPartitionBackfill", broken)] }
    let start = lab.clock.now()
    #expect(await lab.run().verdict == .succeeded)
    #expect(lab.clock.now().seconds(since: start) > RunTiming().flight)
    #expect(lab.server.work.map(\.id) == ["backfill-1"])
  }

  /// It certainly wasn't sent: it is planned anew and sent, and only the job's name was looked up, before it.
  @Test(arguments: [passing[0], passing[4]]) func aLaunchThatDidNotGetThroughIsSentAgain(_ fault: Fault)
    async throws
  {
    let lab = try Lab { $0.faults["LaunchBackfill"] = .init(repeating: fault.fault, count: 5) }
    #expect(await lab.run().verdict == .succeeded)
    #expect(lab.server.count(of: "LaunchBackfill") == 6)
    #expect(["FindWorks", "FindBackfills"].map(lab.server.count) == [1, 0])
    #expect(lab.server.work.map(\.id) == ["backfill-1"])
  }

  /// The same after an earlier send was lost: the intent stays.
  @Test func aSecondSendThatDidNotGetThroughKeepsTheIntent() async throws {
    let lab = try Lab {
      $0.faults["LaunchBackfill"] = [
        .before(JobRunTests.timedOut), .before(JobRunTests.refused), .before(JobRunTests.refused),
      ]
    }
    let result = await lab.run()
    #expect(result.verdict == .succeeded)
    #expect(lab.server.work.map(\.id) == ["backfill-1"])
    #expect(lab.server.work[0].tags.contains(Tag("production-jobs/launch-id", "launch-0-1-1")))
  }

  @Test func aRefusalBeforeALaunchEndsAtOnce() async throws {
    for fault in [Fault.http(401), Fault.http(403)] {
      let lab = try Lab { $0.faults["Readiness"] = [fault] }
      #expect(await lab.run().verdict == .refused)
      let launching = try Lab { $0.faults["LaunchBackfill"] = [fault] }
      #expect(await launching.run().verdict == .refused)
      #expect(launching.server.count(of: "LaunchBackfill") == 1)
    }
  }

  /// Found before the first step is launched, not when the second one's turn comes.
  @Test func whatTheServerIsTooOldForIsRefusedBeforeTheFirstLaunch() async throws {
    let second = """
        - backfill:
            assets:
            - orders
            partitions:
              partitioning: daily
              keys:
              - "2024-02-05"
            config:
              ops: {}

      """
    let lab = try Lab({ $0.version = "1.10.21" }, document: Lab.reloadOrders + second)
    let result = await lab.run()
    #expect(result.verdict == .unavailable)
    #expect(
      result.message
        == "step 2: a run configuration for a backfill needs Dagster 1.11.0 or newer, the server is 1.10.21\n"
        + "nothing was launched: update the server, or do without"
    )
    #expect(lab.server.work.isEmpty)
    // What comes then needs more of a Dagster than this one is: `ci/versions` goes through it on real ones.
    lab.server.change { $0.version = "1.11.0" }
    #expect(await !lab.run().message.contains("needs Dagster"))
  }
}
