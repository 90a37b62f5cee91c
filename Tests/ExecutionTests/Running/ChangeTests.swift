import Contract
import Dagster
import DagsterModel
import JSONTree
import Planning
import Testing

@testable import Attempt
@testable import Ledger

/// Steps that change something by requests of their own, and start no run.
@Suite struct ChangeTests {
  private static let addition = Lab.document(step: "addPartitions: {asset: customers, keys: [ada, bob, eve]}")
  private static let refusal = FakeDagster.Fault.answer(
    "addDynamicPartition",
    ["__typename": "UnauthorizedError", "message": "not today"]
  )

  @Test func isMadeByARequestForEachKey() async throws {
    let lab = try Lab(document: Self.addition)
    let result = await lab.run()
    #expect(result.message == "reload-orders succeeded")
    #expect(lab.server.count(of: "AddDynamicPartition") == 3)
    #expect(result.record?.steps[0].launches.map(\.materialized) == [3])
  }

  @Test func oneThatIsRefusedAsAWholeLeavesNoLaunch() async throws {
    let lab = try Lab({ $0.faults["AddDynamicPartition"] = [Self.refusal] }, document: Self.addition)
    let result = await lab.run()
    #expect(result.verdict == .refused)
    #expect(result.record?.steps.map(\.state) == [.pending])
    #expect(result.record?.hasLaunches == false)
  }

  static let mishaps: [(FakeDagster.Fault, Contract.ExitStatus)] = [
    (refusal, .refused),
    (.answer("addDynamicPartition", ["__typename": "PythonError", "message": "deadlock"]), .refused),
    (.before(JobRunTests.killed), .detached),
  ]

  /// What was added before is known to come from this job.
  @Test(arguments: mishaps)
  func oneThatBreaksOffStaysRecorded(_ mishap: (fault: FakeDagster.Fault, verdict: Contract.ExitStatus))
    async throws
  {
    let lab = try Lab(
      { $0.faults["AddDynamicPartition"] = [.nothing, mishap.fault] },
      document: Self.addition
    )
    let result = await lab.run()
    #expect(result.verdict == mishap.verdict, "\(result.message)")
    #expect(result.record?.steps.map(\.state) == [.intended])
    #expect(result.record?.steps[0].launches.count == 1)
    #expect(lab.server.count(of: "AddDynamicPartition") == 2)

    let now = lab.clock.now().seconds
    lab.server.change { $0.heartbeat = now }
    let second = await lab.run()
    #expect(second.message == "reload-orders succeeded")
    #expect(second.record?.steps[0].launches.map(\.sends) == [2])
    #expect(lab.server.count(of: "AddDynamicPartition") == 4)
  }

  /// What comes to nothing without a word may have come to something.
  @Test func oneOfWhichAPartComesToNothingStaysRecorded() async throws {
    let taken: JSONValue = ["__typename": "AddDynamicPartitionSuccess"]
    let lab = try Lab(
      { $0.faults["AddDynamicPartition"] = [.nothing, .answer("addDynamicPartition", taken)] },
      document: Self.addition
    )
    let result = await lab.run()
    #expect(result.verdict == .refused)
    #expect(
      result.message.contains(
        "1 of 3 are not so afterwards, and Dagster gave no reason. A part of it was sent before"
      ),
      "\(result.message)"
    )
    #expect(result.record?.steps.map(\.state) == [.intended])
    #expect(await lab.run().message == "reload-orders succeeded")
  }

  /// Its server is away for a moment just when it is looked whether it is so.
  @Test func oneThatIsLookedAtLaterIsMadeOnce() async throws {
    let lab = try Lab(document: Self.addition)
    let looks = try Lab(document: Self.addition)
    #expect(await looks.run().verdict == .succeeded)
    let last = looks.server.count(of: "PartitionKeys")
    lab.server.change {
      $0.faults["PartitionKeys"] =
        .init(repeating: .nothing, count: last - 1) + [.before(JobRunTests.refused)]
    }
    let result = await lab.run()
    #expect(result.message == "reload-orders succeeded")
    #expect(lab.server.count(of: "AddDynamicPartition") == 3)
    #expect(result.record?.steps[0].launches.map(\.sends) == [nil])
  }

  /// Everybody who reads the record has to be able to.
  @Test func whatOthersHaveDoneInPlaceOfALaunchIsASuccess() async throws {
    let document = Lab.reloadOrders + "      only: missing\n"
    let lab = try Lab({ $0.faults["LaunchBackfill"] = [.before(JobRunTests.killed)] }, document: document)
    #expect(await lab.run().verdict == .detached)
    lab.server.change { $0.links.materialized = ["2024-02-01", "2024-02-02", "2024-02-03"] }
    let result = await lab.run()
    #expect(result.message == "reload-orders succeeded")
    #expect(lab.server.work.isEmpty)
    let record = try #require(result.record)
    #expect(record.steps[0].launches.map(\.dagsterID) == [nil])
    #expect(try Record(json: record.jsonText(), source: "it").outcome == .succeeded)
  }
}

/// What a plan says that a deletion loses.
extension ChangeTests {
  @Test func aDeletionLosesWhatAssetsWithTwoDimensionsHaveOfAKey() async throws {
    let lab = try Lab(
      {
        $0.assets = [
          FakeAsset(
            name: "customers",
            type: "DYNAMIC",
            dimensions: [DimensionKeys(name: "default", keys: ["ada", "bob", "eve"])],
            dynamic: ["default": "people"]
          ),
          FakeAsset(
            name: "visits",
            type: "MULTIPARTITIONED",
            dimensions: [
              DimensionKeys(name: "date", keys: FakeAsset.days),
              DimensionKeys(name: "person", keys: ["ada", "bob", "eve"]),
            ],
            dynamic: ["person": "people"]
          ),
          FakeAsset(
            name: "calls",
            type: "MULTIPARTITIONED",
            dimensions: [
              DimensionKeys(name: "from", keys: ["ada", "bob", "eve"]),
              DimensionKeys(name: "region", keys: ["eu", "us"]),
            ],
            dynamic: ["from": "people"]
          ),
          FakeAsset(
            name: "others",
            type: "MULTIPARTITIONED",
            dimensions: [
              DimensionKeys(name: "date", keys: FakeAsset.days), DimensionKeys(name: "person", keys: ["ada"]),
            ],
            dynamic: ["person": "machines"]
          ),
        ]
        $0.links.materialized = [
          "ada", "2024-02-01|ada", "2024-02-02|ada", "2024-02-01|eve", "bob|eu", "2024-02-03|bob",
        ]
      },
      document: Lab.document(step: "deletePartitions: {asset: customers, keys: [ada, bob]}")
    )
    let plan = try await JobPlanning(
      job: lab.job,
      client: try lab.server.client(),
      ledger: lab.ledger,
      clock: lab.clock
    ).plan()
    let changes = try #require(plan.steps[0].work?.changes)
    #expect(
      changes.map(\.description) == [
        "deletes ada, bob from people",
        "loses calls: 1 partition of bob, materialized and not reached any more",
        "loses customers: ada, materialized and not reached any more",
        "loses visits: 2 partitions of ada, 1 partition of bob, materialized and not reached any more",
      ]
    )
    #expect(changes.map(\.isLoss) == [true, true, true, true])
  }
}
