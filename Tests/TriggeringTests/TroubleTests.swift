import Foundation
import JSONTree
import Kubernetes
import KubernetesDouble
import TestSupport
import Testing

@testable import Triggering

/// What goes wrong in a cluster is told in words, with what to do, and soon.
@Suite(.timeLimit(.minutes(1))) struct TroubleTests {
  static let pod = "recover-orders-2024-02-1-pod1"

  struct Loss: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var finding: String
    var happens: @Sendable (FakePod) -> Void
  }

  static let losses = [
    Loss(testDescription: "not heard of", finding: "Kubernetes calls it not ready") { $0.isUnheardOf() },
    Loss(testDescription: "lost", finding: "it is to be deleted and doesn't go") {
      $0.isEvictedFromALostNode()
    },
  ]

  @Test(arguments: losses) func aNodeThatIsGone(_ loss: Loss) async throws {
    let scene = try await Scene()
    let words =
      "\(Self.pod): \(loss.finding): its node worker-7 may be away, and as long as that isn't known no other pod starts. "
      + "Where the node comes back, all goes on by itself; where it is gone for good: kubectl delete node worker-7, and a "
      + "new pod attaches to the work. To delete the pod alone, even by force, does not help"
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.isOn("worker-7")
      pod.runs()
      await pod.log.isFollowed()
      loss.happens(pod)
      pod.log.endsStreams()
      await scene.recorder.tells(words)
      // Somebody does as it says.
      pod.isDeleted()
      let next = work.createsPod()
      next.runs()
      next.ends(0)
      await work.completes()
    }
    #expect(try await scene.run().exitCode == 0)
    #expect(scene.told.filter { $0 == words }.count == 1, "\(scene.told)")
    await scene.cluster.stop()
  }

  /// A pod that is told to end has its 30 s, and the node some more.
  @Test func aPodThatEndsInTimeIsNoLostNode() throws {
    let text =
      #"{"metadata": {"name": "a", "deletionTimestamp": "2024-03-01T10:00:30Z"}, "status": {"phase": "Running"}}"#
    let pod = try JSONDecoder().decode(Pod.self, from: Data(text.utf8))
    #expect(pod.nodeTrouble(isOverdue: false) == nil)
    #expect(pod.nodeTrouble(isOverdue: true)?.contains("kubectl delete node NAME") == true)
  }

  struct Starved: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var code: Int
    var message: String?
    var ending: String
  }

  static let runc =
    "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable "
    + "to start container process: container init was OOM-killed (memory limit too low?): unknown"
  static let starved = [
    Starved(testDescription: "OOMKilled", code: 137, message: nil, ending: "exit code 137, OOMKilled"),
    Starved(
      testDescription: "StartError",
      code: 128,
      message: runc,
      ending: "exit code 128, StartError: \(runc)"
    ),
  ]

  @Test(arguments: starved) func aPodThatNeedsMoreMemory(_ example: Starved) async throws {
    let scene = try await Scene()
    let advice =
      "recover-orders-2024-02-1: it needs more memory than its limit of 128Mi: raise it in the job by "
      + ".kubernetes(KubernetesSettings(memory: …)), run emit, merge, and start the job again, which then takes this Job's "
      + "place; what it began goes on meanwhile"
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.runs()
      pod.ends(example.code, reason: example.testDescription, message: example.message)
      await scene.recorder.tells("no pod of it runs now, after 1 that ended")
    }
    // The limit passes while it waits for the next pod.
    var patience = Scene.patience
    (patience.total, patience.idle) = (.seconds(60), .milliseconds(50))
    patience.clock = UsualClock(recorder: scene.recorder, words: "no pod of it runs now")
    let first = try await scene.run(patience: patience)
    #expect(first.exitCode == 75)
    #expect(scene.told.contains("the pod \(Self.pod): \(example.ending)"))
    #expect(scene.told.contains(advice))
    // With more memory merged the same command doesn't follow the Job that can't live.
    scene.cluster.onJob(StartingTests.ends(0))
    let more = try Scene.files(memory: "512Mi")
    #expect(try await scene.run(files: more, id: "id-2").exitCode == 0)
    #expect(scene.told.contains("the Job recover-orders-2024-02-1 has the memory limit 128Mi, not 512Mi"))
    #expect(scene.told.contains("none of its pods runs, for want of memory: deleting it"))
    #expect(scene.cluster.jobs(in: "production-jobs").keys.sorted() == ["recover-orders-2024-02-2"])
    await scene.cluster.stop()
  }

  /// What runs keeps its limit, and is not stopped for another one.
  @Test func aJobThatRunsWithAnotherLimitIsFollowedAndToldSo() async throws {
    let scene = try await Scene()
    scene.cluster.onJob(StartingTests.runs(until: "has the memory limit", isToldIn: scene))
    async let first = scene.run()
    await scene.recorder.tells("has started")
    #expect(try await scene.run(files: Scene.files(memory: "512Mi"), id: "id-2").exitCode == 0)
    #expect(try await first.exitCode == 0)
    #expect(scene.cluster.jobs(in: "production-jobs").count == 1)
    await scene.cluster.stop()
  }

  @Test func aBackOffIsTold() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      for code in [69, 69] {
        let pod = work.createsPod()
        pod.runs()
        pod.ends(code)
        await scene.recorder.tells("after \(work.podCount) that ended")
      }
      let pod = work.createsPod()
      pod.runs()
      pod.ends(0)
      await work.completes()
    }
    var patience = Scene.patience
    patience.idle = .milliseconds(50)
    #expect(try await scene.run(patience: patience).exitCode == 0)
    #expect(
      scene.told.contains(
        "recover-orders-2024-02-1: no pod of it runs now, after 2 that ended: Kubernetes waits before it starts the next "
          + "one, 10 s at first and twice as long each time, at most 10 min; what the job began goes on meanwhile"
      )
    )
    await scene.cluster.stop()
  }

  /// Its pod waits for a ConfigMap that somebody deleted; "ContainerCreating" is not the reason.
  @Test func aDocumentThatIsGoneIsPutBack() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      scene.cluster.editConfigMap(Scene.document, in: "production-jobs") { $0 = .null }
      let pod = work.createsPod()
      pod.waits("ContainerCreating")
      pod.event(
        "FailedMount",
        "MountVolume.SetUp failed for volume \"job\" : configmap \"\(Scene.document)\" not found"
      )
      await waitUntil { scene.cluster.configMaps(in: "production-jobs")[Scene.document] != nil }
      pod.runs()
      pod.ends(0)
      await work.completes()
    }
    #expect(try await scene.run().exitCode == 0)
    let put = "the ConfigMap \(Scene.document) was gone: put it back, so that pods can start"
    #expect(scene.told.filter { $0 == put }.count == 1)
    await scene.cluster.stop()
  }

  @Test func aDocumentThatIsGoneIsPutBackByWhoeverFollows() async throws {
    let scene = try await Scene()
    scene.cluster.onJob(StartingTests.runs(until: "is already running", isToldIn: scene))
    async let first = scene.run()
    await scene.recorder.tells("has started")
    scene.cluster.editConfigMap(Scene.document, in: "production-jobs") { $0 = .null }
    #expect(try await scene.run(id: "id-2").exitCode == 0)
    #expect(try await first.exitCode == 0)
    #expect(scene.cluster.configMaps(in: "production-jobs")[Scene.document] != nil)
    await scene.cluster.stop()
  }

  /// An event about what it waits for stays the reason, though its container is "being made".
  @Test func beingMadeIsNoReason() async throws {
    let scene = try await Scene()
    let why = "\(Self.pod): FailedMount: configmap \"other\" not found"
    scene.cluster.onJob { work in
      let pod = work.createsPod()
      pod.event("FailedMount", "configmap \"other\" not found")
      pod.waits("ContainerCreating")
    }
    var patience = Scene.patience
    patience.start = .seconds(900)
    patience.clock = LateClock(recorder: scene.recorder, words: "ContainerCreating")
    #expect(try await scene.run(patience: patience).message.contains("in 900 s (\(why));"))
    await scene.cluster.stop()
  }

  @Test func whatKeptPodsFromBeingCreatedIsPastOnceThereIsOne() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      work.event("FailedCreate", "exceeded quota", at: "2024-03-01T10:00:00Z")
      let pod = work.createsPod()
      await scene.looks(3)
      pod.runs()
      pod.ends(0)
      await work.completes()
    }
    #expect(try await scene.run().exitCode == 0)
    #expect(!scene.told.contains { $0.contains("FailedCreate") })
    await scene.cluster.stop()
  }

  @Test func anAPIThatDoesNotAnswerIsTold() async throws {
    let scene = try await Scene()
    scene.cluster.inject(.http(503), times: 2) { $0.verb == "create" && $0.target?.resource == "jobs" }
    scene.cluster.onJob(StartingTests.ends(0))
    var patience = Scene.patience
    patience.first = .seconds(50)
    #expect(try await scene.run(patience: patience).exitCode == 0)
    #expect(scene.told.filter { $0.hasSuffix("; trying again for up to 50 s") }.count == 1)
    await scene.cluster.stop()
  }

  @Test func aRuleOfTheClusterIsToldInWords() async throws {
    let scene = try await Scene()
    let why =
      "jobs.batch \"x\" is forbidden: ValidatingAdmissionPolicy 'images' with binding 'images' denied request: by its digest"
    scene.cluster.inject(Fault(.beforeEffect, .status(Status(422, "Invalid", why)))) {
      $0.verb == "create" && $0.target?.resource == "jobs"
    }
    let conclusion = try await scene.run()
    #expect(conclusion.exitCode == 77)
    #expect(
      conclusion.message.hasSuffix(
        "answered: \(why); a rule of the cluster refuses it, and another try changes nothing: do what it says, or show it "
          + "to whoever looks after the cluster's policies"
      )
    )
    await scene.cluster.stop()
  }

  /// A record that is gone, or damaged, is for a person, whatever else has happened.
  @Test func aPersonMustLook() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { work in
      let pod = work.createsPod()
      pod.runs()
      pod.log.writes("record_vanished: the record of recover-orders-2024-02 is gone")
      pod.ends(4)
      await work.fails("PodFailurePolicy", "Container runner failed with exit code 4")
    }
    let conclusion = try await scene.run()
    #expect(conclusion.exitCode == 4)
    #expect(
      conclusion.message.hasSuffix(
        "exit code 4: a person must look, as its log says, and nothing is started again until then"
      )
    )
    #expect(scene.cluster.jobs(in: "production-jobs").count == 1)
    await scene.cluster.stop()
  }
}
