import Foundation
import KubernetesDouble
import Testing
import Triggering

/// Logs are shown once and whole, whatever becomes of the streams that they come by.
@Suite(.timeLimit(.minutes(1))) struct LogStreamTests {
  static let begin = [
    "created the Job recover-orders-2024-02-1 in production-jobs",
    "the pod recover-orders-2024-02-1-pod1 has started",
  ]
  static let end = ["the pod recover-orders-2024-02-1-pod1: exit code 0"]

  /// What happens to the log's stream between `line 1` and the end, and what is told of it all.
  struct Disturbance: Sendable, CustomTestStringConvertible {
    var name: String
    var told: [String]
    var happens: @Sendable (Scene, FakePod) async throws -> Void
    var testDescription: String { name }
  }

  static let nodeIsAway =
    "recover-orders-2024-02-1-pod1: its log can't be read now: the Kubernetes API at URL answered: HTTP status 500, "
    + "Internal error occurred: etcdserver: request timed out"

  static let noFile = "unable to retrieve container logs for containerd://c0ffee"
  static let fileIsAway = "recover-orders-2024-02-1-pod1: its log can't be read now: \(noFile)"

  static let disturbances = [
    Disturbance(name: "streams that end in silence", told: ["out: line 1", "out: line 2", "out: line 3"]) {
      _,
      pod in
      pod.log.endsStreams()
      await pod.log.isFollowed(2)
      pod.log.writes("line 2")
      pod.log.endsStreams()
      await pod.log.isFollowed(3)
      pod.log.writes("line 3")
    },
    Disturbance(name: "a new file at the node", told: ["out: line 1", "out: line 2"]) { _, pod in
      pod.log.rotates()
      await pod.log.isFollowed(2)
      pod.log.writes("line 2")
    },
    Disturbance(name: "a connection that breaks within a line", told: ["out: line 1", "out: line 2"]) {
      _,
      pod in
      pod.log.breaks(after: 4, of: "line 2")
      await pod.log.isFollowed(2)
    },
    Disturbance(name: "the same text many times", told: Array(repeating: "out: line 1", count: 6)) { _, pod in
      pod.log.writes("line 1", "line 1", at: "2024-03-01T10:00:00.100000000Z")
      pod.log.endsStreams()
      await pod.log.isFollowed(2)
      pod.log.writes("line 1", at: "2024-03-01T10:00:00.100000000Z")
      pod.log.endsStreams()
      await pod.log.isFollowed(3)
      pod.log.writes("line 1", "line 1")
    },
    Disturbance(
      name: "lines whose times are out of order",
      told: ["out: line 1", "out: later", "out: earlier"]
    ) { _, pod in
      pod.log.writes("later", at: "2024-03-01T10:00:02.000000001Z")
      pod.log.endsStreams()
      await pod.log.isFollowed(2)
      pod.log.writes("earlier", at: "2024-03-01T10:00:01.999999999Z")
    },
    Disturbance(name: "a node that can't be reached", told: ["out: line 1", nodeIsAway, "out: line 2"]) {
      scene,
      pod in
      scene.cluster.inject(.http(500), times: 3) { $0.target?.subresource == "log" }
      pod.log.endsStreams()
      await pod.log.isFollowed(2)
      pod.log.writes("line 2")
    },
    Disturbance(name: "a node that doesn't find the file", told: ["out: line 1", fileIsAway, "out: line 2"]) {
      _,
      pod in
      pod.log.isReplaced(by: noFile)
      pod.ends(0)
      await pod.log.isOpened(4)
      pod.log.isReplaced(by: nil)
      pod.log.writes("line 2")
    },
    Disturbance(name: "a node that says so in a line", told: ["out: line 1", fileIsAway, "out: line 2"]) {
      _,
      pod in
      pod.log.isReplaced(by: noFile + "\n")
      await pod.log.isOpened(4)
      pod.log.isReplaced(by: nil)
      pod.log.writes("line 2")
    },
    Disturbance(name: "controls in what is written", told: ["out: line 1", "out: \\u{1B}[2J\\u{7}\tred"]) {
      _,
      pod in
      pod.log.writes("\u{1B}[2J\u{7}\tred")
    },
    Disturbance(name: "a last line that has no end", told: ["out: line 1", "out: line 2"]) { _, pod in
      pod.log.writes("line 2", isWhole: false)
    },
  ]

  @Test(arguments: disturbances)
  func everyLineIsShownOnce(_ disturbance: Disturbance) async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.runs()
      pod.log.writes("line 1")
      await pod.log.isFollowed()
      do { try await disturbance.happens(scene, pod) } catch { Issue.record(error) }
      pod.ends(0)
      await work.completes()
    }
    #expect(try await scene.run() == Conclusion(0, "the Job recover-orders-2024-02-1 is complete"))
    #expect(scene.told == Self.begin + disturbance.told + Self.end)
    await scene.cluster.stop()
  }

  /// In its first moment it refuses everybody whose Role it has not read yet.
  @Test func anAPIServerThatDoesNotKnowTheRoleYet() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.runs()
      pod.log.writes("line 1")
      await scene.recorder.tells("line 1")
      scene.cluster.denies("get", "list")
      pod.log.endsStreams()
      await scene.recorder.tells("trying again")
      await scene.asks(3)
      scene.cluster.denies()
      await pod.log.isFollowed(2)
      pod.ends(0)
      await work.completes()
    }
    #expect(try await scene.run() == Conclusion(0, "the Job recover-orders-2024-02-1 is complete"))
    #expect(
      scene.told == Self.begin + [
        "out: line 1",
        "cannot get the Job production-jobs/recover-orders-2024-02-1: the Kubernetes API at URL answered: jobs.batch "
          + "\"recover-orders-2024-02-1\" is forbidden: User \"system:serviceaccount:production-jobs:runner\" cannot get resource "
          + "\"jobs\" in API group \"batch\" in the namespace \"production-jobs\"; trying again",
        "the Kubernetes API answers again",
      ] + Self.end
    )
    await scene.cluster.stop()
  }

  @Test func anAPIServerThatRestarts() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.runs()
      pod.log.writes("line 1", "line 2")
      await pod.log.isFollowed()
      await scene.recorder.tells("line 2")
      await scene.cluster.stop()
      pod.log.writes("line 3")
      await scene.recorder.tells("trying again")
      do { try await scene.cluster.start() } catch { Issue.record(error) }
      await pod.log.isFollowed(2)
      pod.log.writes("line 4")
      pod.ends(0)
      await work.completes()
    }
    #expect(try await scene.run() == Conclusion(0, "the Job recover-orders-2024-02-1 is complete"))
    // A look may be under way when the server goes.
    let outages = scene.told.filter { $0.hasSuffix("; trying again") }
    let what =
      "cannot get the Job production-jobs/recover-orders-2024-02-1: the Kubernetes API at URL: the connection "
    #expect(outages.count == 1 && outages.allSatisfy { $0.hasPrefix(what) })
    #expect(
      scene.told
        == Self.begin + ["out: line 1", "out: line 2"] + outages + ["the Kubernetes API answers again"]
        + ["out: line 3", "out: line 4"] + Self.end
    )
    await scene.cluster.stop()
  }

  @Test func anAPIServerThatStaysAway() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.runs()
      await pod.log.isFollowed()
      await scene.cluster.stop()
    }
    var patience = Scene.patience
    patience.outage = .seconds(600)
    patience.clock = LateClock(recorder: scene.recorder, words: "trying again")
    let conclusion = try await scene.run(patience: patience)
    #expect(conclusion.exitCode == 75)
    // A look may be under way when the server goes.
    #expect(
      conclusion.message.hasPrefix(
        "no answer for 600 s: cannot get the Job production-jobs/recover-orders-2024-02-1: the Kubernetes API at "
          + "\(scene.cluster.url): the connection "
      )
    )
    #expect(
      conclusion.message.hasSuffix(
        "; the Job recover-orders-2024-02-1 goes on; to follow it again: ci/trigger AGAIN"
      )
    )
  }

  /// What keeps a log away, and what is told of that.
  static let obstacles: [(String, Fault, String)] = [
    (
      "an error of the node", .http(500),
      "the Kubernetes API at URL answered: HTTP status 500, "
        + "Internal error occurred: etcdserver: request timed out"
    ),
    ("no answer", Fault(.beforeEffect, .hang), "the Kubernetes API at URL: no answer within 3 s"),
    (
      "text that is no log",
      Fault(.beforeEffect, .answer(FakeAnswer(status: 200, body: Array("unable to retrieve".utf8)))),
      "unable to retrieve"
    ),
    (
      "a line that is no log",
      Fault(.beforeEffect, .answer(FakeAnswer(status: 200, body: Array("unable to retrieve\n".utf8)))),
      "unable to retrieve"
    ),
  ]

  @Test(arguments: obstacles)
  func aLogThatStaysAwayIsGivenUpAfterTheEnd(_ name: String, _ fault: Fault, _ why: String) async throws {
    let scene = try await Scene()
    scene.cluster.inject(fault, times: 1000) { $0.target?.subresource == "log" }
    scene.cluster.onJob { work in
      let pod = work.createsPod()
      pod.runs()
      pod.ends(1)
      await work.fails("PodFailurePolicy", "as it is")
    }
    var patience = Scene.patience
    patience.log = .milliseconds(200)
    // On a busy machine others take their time too.
    let limit: Duration? = why.hasSuffix("no answer within 3 s") ? .seconds(3) : nil
    #expect(try await scene.run(patience: patience, requestLimit: limit).exitCode == 1)
    #expect(
      scene.told == Self.begin + [
        "recover-orders-2024-02-1-pod1: its log can't be read now: \(why)",
        "the log of the pod recover-orders-2024-02-1-pod1 can't be read to its end: \(why)",
        "the pod recover-orders-2024-02-1-pod1: exit code 1",
      ]
    )
    await scene.cluster.stop()
  }

  /// A pod that waits in silence is well: its node answers with what it writes first.
  @Test func aLogInWhichNothingIsYet() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { work in
      let pod = work.createsPod()
      pod.runs()
      await pod.log.isOpened(3)
      pod.log.writes("line 1")
      pod.ends(0)
      await work.completes()
    }
    #expect(try await scene.run(requestLimit: .seconds(3)).exitCode == 0)
    #expect(Self.toldInTime(scene) == Self.begin + ["out: line 1"] + Self.end)
    await scene.cluster.stop()
  }

  /// What was told, but for answers that a busy machine gave too late.
  private static func toldInTime(_ scene: Scene) -> [String] {
    scene.told.filter { !$0.hasPrefix("cannot ") && $0 != "the Kubernetes API answers again" }
  }

  /// Nothing is written yet, and Kubernetes doesn't hear of the node.
  @Test func aLogThatALostNodeDoesNotAnswer() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.runs()
      pod.isUnheardOf()
      await scene.recorder.tells("can't be read now")
      pod.log.writes("line 1")
      pod.ends(0)
      await work.completes()
    }
    #expect(try await scene.run(requestLimit: .seconds(3)).exitCode == 0)
    #expect(
      scene.told.contains(
        "recover-orders-2024-02-1-pod1: its log can't be read now: the Kubernetes API at URL: no answer within 3 s"
      )
    )
    await scene.cluster.stop()
  }

  /// A node that can't be reached: the API server waits longer for it than anyone waits for the API server.
  @Test func aLogThatIsNotAnswered() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.runs()
      pod.log.writes("line 1")
      await pod.log.isFollowed()
      await scene.recorder.tells("line 1")
      scene.cluster.inject(Fault(.beforeEffect, .hang), times: 1000) { $0.target?.subresource == "log" }
      pod.log.endsStreams()
      await scene.recorder.tells("can't be read now")
      scene.cluster.clearFaults()
      pod.log.writes("line 2")
      await pod.log.isFollowed(2)
      pod.ends(0)
      await work.completes()
    }
    #expect(try await scene.run(requestLimit: .seconds(3)).exitCode == 0)
    #expect(
      Self.toldInTime(scene) == Self.begin + [
        "out: line 1",
        "recover-orders-2024-02-1-pod1: its log can't be read now: the Kubernetes API at URL: no answer within 3 s",
        "out: line 2",
      ] + Self.end
    )
    await scene.cluster.stop()
  }
}
