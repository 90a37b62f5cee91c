import ClusterLedger
import Foundation
import JSONTree
import Kubernetes
import KubernetesDouble
import Ledger
import Testing

@testable import Triggering

/// To stop a job takes no document, no version and no image where the cluster has them.
@Suite(.timeLimit(.minutes(1))) struct CancelTests {
  private static let noCheckout = Refusal.document("generated/ is not what the jobs say")

  private func cancel(
    _ scene: Scene,
    version: String? = nil,
    checkout: @escaping @Sendable () throws(Refusal) -> JobFiles = { () throws(Refusal) in throw noCheckout }
  ) async throws -> Conclusion {
    let client = try scene.client()
    let run = TriggerRun(
      try TriggerRequest(
        job: Scene.job,
        mode: .cancel,
        namespace: "production-jobs",
        image: version.map { try ImageReference(repository: "registry/runner", version: $0) },
        provenance: Provenance(actor: "grace", pipelineURL: "https://ci/2"),
        reason: "INC-2"
      ),
      client: client,
      ledger: KubernetesLedger(client: client, namespace: "production-jobs", clock: SystemClock()),
      reporter: scene.recorder,
      patience: Scene.patience,
      again: "ci/trigger AGAIN"
    )
    let conclusion = await run.cancel(id: "id-2", checkout: checkout)
    await client.shutdown()
    return conclusion
  }

  /// The Job as an API server gives it back: with what it has added.
  private func started(_ scene: Scene) async throws {
    scene.cluster.onJob(StartingTests.ends(1))
    #expect(try await scene.run().exitCode == 1)
    scene.cluster.editJob("\(Scene.job)-1", in: "production-jobs") { job in
      job["spec"]?["selector"] = ["matchLabels": ["batch.kubernetes.io/controller-uid": "u"]]
      job["spec"]?["template"]?["metadata"]?["labels"]?["batch.kubernetes.io/controller-uid"] = "u"
      job["spec"]?["suspend"] = true
      // Somebody has stopped it so: of such a Job there would never be a pod.
      job["spec"]?["parallelism"] = .int(0)
      job["spec"]?["completions"] = .int(1)
      job["spec"]?["completionMode"] = "NonIndexed"
    }
    scene.cluster.onJob(StartingTests.ends(0))
  }

  @Test(arguments: [String?.none, "v2"]) func likeTheJobThatCarriesItOut(_ version: String?) async throws {
    let scene = try await Scene()
    try await started(scene)
    #expect(try await cancel(scene, version: version).exitCode == 0)
    let jobs = scene.cluster.jobs(in: "production-jobs")
    let job = try #require(jobs.first { $0.key != "\(Scene.job)-1" })
    #expect(job.key.hasPrefix("\(Scene.job)-cancel"))
    let (live, spec) = (jobs["\(Scene.job)-1"]?["spec"], job.value["spec"])
    for key in ["selector", "suspend", "parallelism", "completions", "completionMode"] {
      #expect(spec?[key] == nil, "\(key)")
    }
    #expect(spec?["template"]?["metadata"]?["labels"]?["batch.kubernetes.io/controller-uid"] == nil)
    #expect(spec?["template"]?["metadata"]?["labels"]?["app.kubernetes.io/component"] == "cancel")
    let container = spec?["template"]?["spec"]?["containers"]?.elements.first
    let liveContainer = live?["template"]?["spec"]?["containers"]?.elements.first
    #expect(container?["image"] == .string("registry/runner:\(version ?? "v1")"))
    #expect(container?["args"] == ["cancel", .string(Scene.job)])
    for key in ["envFrom", "resources", "securityContext"] { #expect(container?[key] == liveContainer?[key]) }
    let values = (container?["env"]?.elements ?? []).compactMap { variable in
      variable["value"]?.text.map { "\(variable["name"]?.text ?? "")=\($0)" }
    }
    #expect(
      values.filter { $0.hasPrefix("JOB_") } == [
        "JOB_ACTOR=grace", "JOB_COMMIT=c0ffee", "JOB_IMAGE=registry/runner:\(version ?? "v1")",
        "JOB_PIPELINE_URL=https://ci/2", "JOB_REASON=INC-2",
      ]
    )
    // It must not wait for a document that was deleted.
    let volume = spec?["template"]?["spec"]?["volumes"]?.elements.first?["configMap"]
    #expect(volume == ["name": .string(Scene.document), "optional": true])
    await scene.cluster.stop()
  }

  /// Its Job is gone by its time to live: the record names the image, and the checkout has the rest, stale or not.
  @Test func byTheRecordsImageWhereItsJobIsGone() async throws {
    let scene = try await Scene()
    let client = try scene.client()
    let ledger = KubernetesLedger(client: client, namespace: "production-jobs", clock: SystemClock())
    try await scene.records(nil, of: Scene.files().documentDigest(), isLaunched: true)
    let stored = try #require(try await ledger.read(Scene.job))
    var record = stored.record
    record.attempts = [
      Attempt(
        number: 1,
        started: record.created,
        provenance: Provenance(image: "registry:5000/runner@\(ObjectTests.digest)")
      )
    ]
    _ = try await ledger.replace(stored, with: record)
    await client.shutdown()
    scene.cluster.onJob(StartingTests.ends(0))
    let conclusion = try await cancel(scene) { () throws(Refusal) in
      do { return try Scene.files() } catch { throw Self.noCheckout }
    }
    #expect(conclusion.exitCode == 0)
    let job = try #require(scene.cluster.jobs(in: "production-jobs").values.first)
    #expect(
      job["spec"]?["template"]?["spec"]?["containers"]?.elements.first?["image"]
        == .string("registry:5000/runner@\(ObjectTests.digest)")
    )
    await scene.cluster.stop()
  }

  @Test func whereNothingIsLeftItSaysWhatToGive() async throws {
    let scene = try await Scene()
    #expect(
      try await cancel(scene)
        == Conclusion(
          64,
          "no Job of recover-orders-2024-02 is left in production-jobs, and the ledger has no record of it: give VERSION, "
            + "and --image or RUNNER_IMAGE, to cancel it by the document of this checkout"
        )
    )
    #expect(scene.cluster.jobs(in: "production-jobs").isEmpty)
    await scene.cluster.stop()
  }

  @Test func aHistoryOfAllJobs() async throws {
    let scene = try await Scene()
    try await scene.records(.succeeded, of: "sha256:1")
    let client = try scene.client()
    let run = TriggerRun(
      try TriggerRequest(job: "", mode: .history, namespace: "production-jobs", image: nil),
      client: client,
      ledger: KubernetesLedger(client: client, namespace: "production-jobs", clock: SystemClock()),
      reporter: scene.recorder,
      patience: Scene.patience,
      again: "ci/trigger AGAIN"
    )
    #expect(await run.history(now: Timestamp(seconds: 0)) == Conclusion(0, ""))
    await client.shutdown()
    #expect(scene.told.count == 2)
    #expect(scene.told.last?.hasPrefix("out: recover-orders-2024-02  succeeded") == true)
    await scene.cluster.stop()
  }
}
