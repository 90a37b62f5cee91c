import Foundation
import JSONTree
import KubernetesDouble
import Synchronization
import TestSupport
import Testing

@testable import faults

/// What Dagster and Kubernetes say may have been written by anybody, and goes to terminals, logs and pages.
@Suite(.timeLimit(.minutes(10))) struct HostileAnswerTests {
  /// A command that asks Dagster, and with which of its questions it begins to be lied to: a launch comes late.
  private struct Question: Sendable {
    var arguments: [String]
    var steps: String
    var isSpared: @Sendable (ExchangeClass) -> Bool = { _ in false }
  }

  private static let backfill = """
      - backfill:
          assets: [orders]
          partitions: {partitioning: daily, from: "2024-02-01", through: "2024-02-03"}
          requires: [upstreamMaterialized]
    """
  private static let launch = "  - launch: {job: failing_job, location: lab}"

  private static let questions = [
    Question(arguments: ["plan"], steps: backfill),
    Question(arguments: ["plan", "--output", "markdown"], steps: backfill),
    Question(arguments: ["run"], steps: backfill),
    Question(arguments: ["run"], steps: launch) { $0 != .watch && $0 != .lookUp && $0 != .other },
  ]

  @Test(.onDagster, arguments: HostileAnswer.Form.allCases)
  func nothingOfDagstersSteers(form: HostileAnswer.Form) async throws {
    let lies = Mutex(0)
    var shown = 0
    for (number, text) in Hostile.texts.enumerated() {
      // A launch starts a run, which takes a while.
      for (index, question) in Self.questions.enumerated() where index < 3 || number % 6 == 0 {
        let hostile = HostileAnswer(text: text, form: form, seed: UInt64(number * 10 + index))
        let script = FaultProxy.Script(
          injection: { exchange in
            if question.isSpared(exchange) { return nil }
            lies.withLock { $0 += 1 }
            return .hostile(hostile)
          },
          reached: { _, _ in }
        )
        let proxy = try await FaultProxy(upstream: try #require(SharedServer.url), script: script)
        var file = try JobFile("hostile", steps: question.steps, url: proxy.url)
        file.environment["DAGSTER_PATIENCE"] = "1"
        file.environment["DAGSTER_REQUEST_TIMEOUT"] = "5"
        let arguments = [question.arguments[0], "job.yaml"] + question.arguments.dropFirst()
        let child = try Child(
          Checkout.runner,
          arguments,
          environment: file.environment,
          directory: file.folder.path
        )
        let ending = await Hostile.ending(of: child)
        Hostile.expectNone(in: ending, of: arguments)
        shown += (ending.output + ending.errors).contains("\\u{") ? 1 : 0
        await proxy.close()
      }
    }
    #expect(lies.withLock(\.self) >= 38)
    // Made visible, it is told: nothing is hidden from people either.
    #expect(shown >= 10)
  }

  /// A cluster that says a text wherever it can, at one of its ways to fail.
  private struct Scene {
    let cluster: FakeKubernetes
    let text: String

    static let ways = ["refusal", "create", "waiting", "log", "ending", "condition", "event", "record"]

    func plays(_ way: String) {
      switch way {
      case "refusal":
        cluster.inject(Fault(.beforeEffect, .status(Status(403, text, text))), times: 9) { _ in true }
      case "create":
        let denied = Status(422, "Invalid", text)
        cluster.inject(Fault(.beforeEffect, .status(denied)), times: 9) { $0.verb == "create" }
      default:
        cluster.onJob { [text] work in
          let pod = work.createsPod()
          if way == "waiting" { return pod.waits(text, text) }
          if way == "event" {
            work.event(text, text)
            return pod.isUnschedulable(text)
          }
          pod.runs()
          pod.log.writes(text, "{\"severity\":\"INFO\",\"message\":\"a\"}\(text)")
          pod.ends(1, reason: text, message: text)
          await work.fails(way == "condition" ? text : "PodFailurePolicy", text)
        }
      }
    }
  }

  @Test func nothingOfTheClustersSteers() async throws {
    let folder = try await PipelineTests.checkout()
    let trigger = URL(fileURLWithPath: Checkout.runner).deletingLastPathComponent().appending(path: "trigger")
      .path
    var (count, shown) = (0, 0)
    for text in Hostile.texts {
      for way in Scene.ways {
        let cluster = try await FakeKubernetes(namespaces: ["production-jobs"])
        Scene(cluster: cluster, text: text).plays(way)
        let digest = "sha256:\(String(repeating: "1", count: 64))"
        let arguments =
          way == "record"
          ? ["refresh-regions-2024-03", "--mode", "cancel"]
          : ["refresh-regions-2024-03", digest, "--image", "registry.example/runner", "--timeout", "2"]
        if way == "record" {
          cluster.editConfigMap("production-jobs.refresh-regions-2024-03", in: "production-jobs") {
            $0["data"] = ["record.json": .string(text)]
            $0["metadata"]?["labels"] = [
              "app.kubernetes.io/name": "production-jobs", "production-jobs/outcome": .string(text),
            ]
          }
        }
        let child = try Child(
          trigger,
          arguments,
          environment: [
            "KUBERNETES_URL": cluster.url, "KUBECONFIG": nil, "JOB_ACTOR": "ada", "JOB_COMMIT": nil,
            "JOB_REASON": "why",
          ],
          directory: folder.path
        )
        let ending = await Hostile.ending(of: child)
        Hostile.expectNone(in: ending, of: arguments)
        #expect(ending.status != 0)
        shown += (ending.output + ending.errors).contains("\\u{") ? 1 : 0
        count += 1
        await cluster.stop()
      }
    }
    #expect(count == 96 && shown >= 30)
  }
}
