import Foundation
import HTTP
import JSONTree
import Kubernetes
import KubernetesDouble
import TestSupport
import Testing

@testable import Triggering

/// What is created, and what is done where something is there already.
@Suite(.timeLimit(.minutes(1))) struct StartingTests {
  /// A pod that ends at once.
  static func ends(_ code: Int) -> @Sendable (FakeWorkload) async -> Void {
    { work in
      let pod = work.createsPod()
      pod.runs()
      pod.ends(code)
      if code == 0 { await work.completes() } else { await work.fails("PodFailurePolicy", "as it is") }
    }
  }

  /// A pod that works until something is told.
  static func runs(until words: String, isToldIn scene: Scene) -> @Sendable (FakeWorkload) async -> Void {
    { work in
      let pod = work.createsPod()
      pod.runs()
      await scene.recorder.tells(words)
      pod.ends(0)
      await work.completes()
    }
  }

  @Test func aFailedJobIsStartedAgainBesideIt() async throws {
    let scene = try await Scene()
    scene.cluster.onJob(Self.ends(1))
    #expect(try await scene.run().exitCode == 1)
    scene.cluster.onJob(Self.ends(0))
    #expect(try await scene.run(id: "id-2") == Conclusion(0, "the Job recover-orders-2024-02-2 is complete"))
    #expect(
      scene.cluster.jobs(in: "production-jobs").keys.sorted() == [
        "recover-orders-2024-02-1", "recover-orders-2024-02-2",
      ]
    )
    #expect(scene.cluster.configMaps(in: "production-jobs").keys.sorted() == [Scene.document])
    await scene.cluster.stop()
  }

  @Test func aJobThatRunsIsFollowed() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.runs()
      pod.log.writes("working")
      await pod.log.isFollowed(2)
      await scene.recorder.tells("is already running")
      pod.log.writes("done")
      pod.ends(0)
      await work.completes()
    }
    async let first = scene.run()
    await scene.recorder.tells("working")
    let second = try await scene.run(Scene.request(actor: "bob"), id: "id-2")
    #expect(try await [first, second].map(\.exitCode) == [0, 0])
    #expect(scene.cluster.jobs(in: "production-jobs").count == 1)
    #expect(
      scene.told.contains(
        "the Job recover-orders-2024-02-1 of ada, created 2024-03-01T10:00:00Z, is already running: following it"
      )
    )
    #expect(scene.told.filter { $0 == "out: working" }.count == 2)
    #expect(scene.told.filter { $0 == "out: done" }.count == 2)
    await scene.cluster.stop()
  }

  @Test func anotherDocumentOfARunningJobIsRefused() async throws {
    let scene = try await Scene()
    scene.cluster.onJob(Self.runs(until: "go on", isToldIn: scene))
    async let first = scene.run()
    await scene.recorder.tells("has started")
    #expect(
      try await scene.run(files: Scene.otherFiles(), id: "id-2")
        == Conclusion(
          5,
          "the Job recover-orders-2024-02-1 of ada, created 2024-03-01T10:00:00Z, carries out another document of "
            + "recover-orders-2024-02: wait for its end, or --mode cancel"
        )
    )
    scene.recorder.note("go on")
    #expect(try await first.exitCode == 0)
    await scene.cluster.stop()
  }

  /// Such as one that an earlier version wrote, which had fewer comments, or of a job whose lines were moved.
  @Test func aDocumentWithOtherCommentsIsFollowed() async throws {
    let scene = try await Scene()
    scene.cluster.onJob(Self.runs(until: "go on", isToldIn: scene))
    let earlier = try Scene.files { document in
      let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.filter { !$0.hasPrefix("#") }.joined(separator: "\n")
    }
    async let first = scene.run(files: earlier)
    await scene.recorder.tells("has started")
    async let second = scene.run(id: "id-2")
    await scene.recorder.tells("is already running: following it")
    scene.recorder.note("go on")
    #expect(try await [first, second].map(\.exitCode) == [0, 0])
    #expect(scene.cluster.jobs(in: "production-jobs").count == 1)
    // Its pods read the other text: this one was never there, and nobody misses it.
    #expect(scene.cluster.configMaps(in: "production-jobs")[Scene.document] == nil)
    #expect(!scene.told.contains { $0.contains("was gone") })
    await scene.cluster.stop()
  }

  /// Neither is put back what its pods miss, of which only its name is known.
  @Test func aDocumentWithOtherCommentsIsNotPutBack() async throws {
    let scene = try await Scene()
    let earlier = try Scene.files { $0.replacing("# Generated", with: "# Made") }
    let name = try JobObjects(Scene.request(), earlier).document.metadata.name
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.waits("ContainerCreating")
      await scene.recorder.tells("is already running: following it")
      scene.cluster.editConfigMap(name, in: "production-jobs") { $0 = .null }
      pod.event(
        "FailedMount",
        "MountVolume.SetUp failed for volume \"job\" : configmap \"\(name)\" not found"
      )
      await scene.looks(3)
      scene.recorder.note("seen")
    }
    let first = Task { try await scene.run(files: earlier) }
    await scene.recorder.tells("ContainerCreating")
    first.cancel()
    _ = try await first.value
    let second = Task { try await scene.run(id: "id-2") }
    await scene.recorder.tells("seen")
    second.cancel()
    #expect(try await second.value.exitCode == 75)
    #expect(scene.cluster.configMaps(in: "production-jobs")[Scene.document] == nil)
    #expect(!scene.told.contains { $0.contains("was gone") })
    await scene.cluster.stop()
  }

  private static let (planA, planB) = (
    "sha256:\(String(repeating: "a", count: 64))", "sha256:\(String(repeating: "b", count: 64))"
  )

  /// Its verdict would be taken for that of what was approved.
  @Test(arguments: [
    (plan: String?.none, version: "v1", words: "carries out no plan, not \(planA)"),
    (planB, "v1", "carries out the plan \(planB), not \(planA)"),
    (planA, "v2", "runs the image registry/runner:v2, not registry/runner:v1"),
  ])
  func anApprovedRunFollowsNothingElse(_ live: (plan: String?, version: String, words: String)) async throws {
    let scene = try await Scene()
    scene.cluster.onJob(Self.runs(until: "go on", isToldIn: scene))
    let other = try Scene.request(version: live.version, plan: live.plan)
    async let first = scene.run(other)
    await scene.recorder.tells("has started")
    // Notes are anybody's.
    scene.cluster.editJob("recover-orders-2024-02-1", in: "production-jobs") {
      $0["metadata"]?["annotations"]?["production-jobs/plan"] = .string(Self.planA)
      $0["metadata"]?["annotations"]?["production-jobs/image"] = "registry/runner:v1"
    }
    #expect(
      try await scene.run(Scene.request(plan: Self.planA), id: "id-2")
        == Conclusion(
          5,
          "the Job recover-orders-2024-02-1 of ada, created 2024-03-01T10:00:00Z, \(live.words): what it does was not "
            + "approved by this plan. Wait for its end, or --mode cancel, and plan anew"
        )
    )
    scene.recorder.note("go on")
    #expect(try await first.exitCode == 0)
    await scene.cluster.stop()
  }

  @Test func anApprovedRunFollowsItsOwn() async throws {
    let scene = try await Scene()
    scene.cluster.onJob(Self.runs(until: "is already running", isToldIn: scene))
    async let first = scene.run(Scene.request(plan: Self.planA))
    await scene.recorder.tells("has started")
    let second = try await scene.run(Scene.request(plan: Self.planA, actor: "bob"), id: "id-2")
    #expect(try await [first, second].map(\.exitCode) == [0, 0])
    await scene.cluster.stop()
  }

  /// Creates a Job whose image there isn't, and waits for it in vain.
  private func startsWithoutAnImage(_ scene: Scene) async throws {
    scene.cluster.onJob { $0.createsPod().waits("ImagePullBackOff", "Back-off") }
    var patience = Scene.patience
    patience.start = .seconds(900)
    patience.clock = LateClock(recorder: scene.recorder, words: "Back-off")
    #expect(try await scene.run(patience: patience).exitCode == 75)
  }

  @Test func aJobThatNeverStartedGivesWayToAnotherImage() async throws {
    let scene = try await Scene()
    try await startsWithoutAnImage(scene)
    scene.cluster.onJob(Self.ends(0))
    #expect(try await scene.run(Scene.request(version: "v2"), id: "id-2").exitCode == 0)
    #expect(
      scene.told.suffix(5) == [
        "the Job recover-orders-2024-02-1 has the image registry/runner:v1, not registry/runner:v2",
        "none of its pods has started: deleting it",
        "created the Job recover-orders-2024-02-2 in production-jobs",
        "the pod recover-orders-2024-02-2-pod1 has started",
        "the pod recover-orders-2024-02-2-pod1: exit code 0",
      ]
    )
    #expect(scene.cluster.jobs(in: "production-jobs").keys.sorted() == ["recover-orders-2024-02-2"])
    await scene.cluster.stop()
  }

  /// The pod that launched it is gone with its node, and the next one has no node yet.
  @Test func aJobThatHasLaunchedAnotherDocumentIsNotDeleted() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.isUnschedulable("0/1 nodes are available")
      await scene.recorder.tells("go on")
      pod.runs()
      pod.ends(0)
      await work.completes()
    }
    async let first = scene.run()
    await scene.recorder.tells("Unschedulable")
    try await scene.records(nil, of: Scene.files().documentDigest(), isLaunched: true)
    #expect(
      try await scene.run(files: Scene.otherFiles(), id: "id-2")
        == Conclusion(
          5,
          "the Job recover-orders-2024-02-1 of ada, created 2024-03-01T10:00:00Z, carries out another document of "
            + "recover-orders-2024-02: wait for its end, or --mode cancel"
        )
    )
    scene.recorder.note("go on")
    #expect(try await first.exitCode == 0)
    #expect(scene.cluster.jobs(in: "production-jobs").keys.sorted() == ["recover-orders-2024-02-1"])
    await scene.cluster.stop()
  }

  /// Whether nothing was launched is for the ledger to say.
  @Test func aJobThatNeverStartedGivesWayToAnotherDocument() async throws {
    let scene = try await Scene()
    try await startsWithoutAnImage(scene)
    try await scene.records(nil, of: Scene.files().documentDigest())
    scene.cluster.onJob(Self.ends(0))
    #expect(try await scene.run(files: Scene.otherFiles(), id: "id-2").exitCode == 0)
    #expect(scene.cluster.jobs(in: "production-jobs").keys.sorted() == ["recover-orders-2024-02-2"])
    await scene.cluster.stop()
  }

  static let anySpec: JSONValue = [
    "template": ["spec": ["restartPolicy": "Never", "containers": [["name": "a", "image": "a"]]]]
  ]

  /// Somebody created it by hand, or it is an attempt of a job whose name ends in a number.
  @Test func aNameThatIsTakenIsPassedOver() async throws {
    let scene = try await Scene()
    let client = try scene.client()
    let other = Job(metadata: ObjectMetadata(name: "recover-orders-2024-02-1"), spec: Self.anySpec)
    _ = try await client.create(other, namespace: "production-jobs")
    scene.cluster.onJob(Self.ends(0))
    #expect(try await scene.run() == Conclusion(0, "the Job recover-orders-2024-02-2 is complete"))
    await client.shutdown()
    await scene.cluster.stop()
  }

  /// Whatever name is tried, somebody else has just taken it.
  @Test func namesThatAreAllTakenAreGivenUp() async throws {
    let scene = try await Scene()
    let taken = Status(409, "AlreadyExists", "jobs.batch \"a\" already exists")
    scene.cluster.inject(Fault(.beforeEffect, .status(taken)), times: 20) {
      $0.verb == "create" && $0.target?.resource == "jobs"
    }
    #expect(
      try await scene.run()
        == Conclusion(69, "others start \(Scene.job) all the time: look with --mode status")
    )
    #expect(scene.cluster.jobs(in: "production-jobs").isEmpty)
    await scene.cluster.stop()
  }

  @Test func whoIsToldToLeaveWhileItStartsSaysThatItMayHave() async throws {
    let scene = try await Scene()
    scene.cluster.inject(Fault(.beforeEffect, .hang)) { $0.verb == "list" && $0.target?.resource == "jobs" }
    let start = Task { try await scene.run() }
    await waitUntil { !scene.cluster.requests.isEmpty }
    start.cancel()
    let conclusion = try await start.value
    #expect(
      conclusion
        == Conclusion(
          75,
          "stopped while it was being started (cannot list the Jobs in the namespace production-jobs: the Kubernetes "
            + "API at \(scene.cluster.url): cancelled); to look: ci/trigger AGAIN"
        )
    )
    await scene.cluster.stop()
  }

  @Test func ofTwoThatStartAtOnceOneCreatesAndTheOtherFollows() async throws {
    let scene = try await Scene()
    scene.cluster.onJob(Self.runs(until: "is already running", isToldIn: scene))
    // Both have seen that there is none before either creates one.
    let meeting = Meeting(of: 2)
    scene.cluster.onPhase { phase, request in
      if phase == .applied, request.verb == "list", request.target?.resource == "jobs" {
        await meeting.arrives()
      }
    }
    async let first = scene.run()
    async let second = scene.run(id: "id-2")
    #expect(try await [first, second].map(\.exitCode) == [0, 0])
    #expect(scene.cluster.jobs(in: "production-jobs").count == 1)
    await scene.cluster.stop()
  }

  @Test(arguments: [
    Fault.http(504, .afterEffect), Fault(.afterEffect, .reset), Fault(.afterEffect, .cutShort),
  ])
  func aCreationWhoseAnswerIsLostIsFound(_ fault: Fault) async throws {
    let scene = try await Scene()
    scene.cluster.onJob(Self.ends(0))
    scene.cluster.inject(fault) { $0.verb == "create" && $0.target?.resource == "jobs" }
    scene.cluster.inject(.http(503)) { $0.verb == "create" && $0.target?.resource == "configmaps" }
    #expect(try await scene.run() == Conclusion(0, "the Job recover-orders-2024-02-1 is complete"))
    #expect(scene.cluster.jobs(in: "production-jobs").count == 1)
    #expect(scene.told.contains("created the Job recover-orders-2024-02-1 in production-jobs"))
    await scene.cluster.stop()
  }

  /// The Job may be there and run: that is not an error to try again after.
  @Test func aCreationWhoseAnswerStaysAway() async throws {
    let scene = try await Scene()
    scene.cluster.inject(Fault(.afterEffect, .reset)) { $0.verb == "create" && $0.target?.resource == "jobs" }
    scene.cluster.inject(.http(503), times: 1000) { $0.verb == "create" && $0.target?.resource == "jobs" }
    var patience = Scene.patience
    patience.first = .milliseconds(500)
    let conclusion = try await scene.run(patience: patience)
    #expect(conclusion.exitCode == 75)
    // Which of the two came last depends on the machine.
    #expect(
      conclusion.message.hasPrefix(
        "cannot create the Job production-jobs/recover-orders-2024-02-1: the Kubernetes API at \(scene.cluster.url)"
      )
    )
    #expect(
      conclusion.message.hasSuffix(
        "; an earlier try was not answered, and the Job recover-orders-2024-02-1 may be there anyway: look with "
          + "--mode status"
      )
    )
    #expect(scene.cluster.jobs(in: "production-jobs").count == 1)
    await scene.cluster.stop()
  }

  @Test func aDocumentThatSomebodyChangedIsRefused() async throws {
    let scene = try await Scene()
    scene.cluster.editConfigMap(Scene.document, in: "production-jobs") { $0["data"] = ["job.yaml": "other"] }
    #expect(
      try await scene.run()
        == Conclusion(
          77,
          "the ConfigMap production-jobs/\(Scene.document) holds another text than its name says: somebody changed it. "
            + "Find out who, and delete it"
        )
    )
    #expect(scene.cluster.jobs(in: "production-jobs").isEmpty)
    await scene.cluster.stop()
  }
}

/// Lets nobody go on before all have come.
private actor Meeting {
  private var missing: Int

  init(of count: Int) { missing = count }

  func arrives() async {
    missing -= 1
    while missing > 0 {
      guard (try? await Task.sleep(for: .milliseconds(5))) != nil else { return }
    }
  }
}
