import Foundation
import JSONTree
import Kubernetes
import Ledger
import TestSupport
import Testing
import YAML

@testable import Triggering

/// What is created, to the last field.
@Suite struct ObjectTests {
  static let digest = "sha256:" + String(repeating: "ab", count: 32)

  @Test func theJobIsTheManifestWithWhatIsKnownAtTheStart() throws {
    let request = try Scene.request(
      version: Self.digest,
      plan: Self.digest,
      approver: "grace",
      reason: "INC-1"
    )
    let job = try JobObjects(request, Scene.files()).job(attempt: 7, id: "id-1")
    #expect(job.metadata.name == "recover-orders-2024-02-7")
    #expect(
      job.metadata.labels == [
        "app.kubernetes.io/name": "production-jobs",
        "app.kubernetes.io/instance": "recover-orders-2024-02",
        "app.kubernetes.io/component": "runner",
        "app.kubernetes.io/part-of": "production-jobs",
        "app.kubernetes.io/managed-by": "emit",
        "app.kubernetes.io/version": "sha256-abababababab",
      ]
    )
    #expect(
      job.metadata.annotations == [
        "production-jobs/owner": "data-platform",
        "production-jobs/reason": "Vendor delivered 1–5 February late, INC-1234",
        "production-jobs/attempt-id": "id-1",
        "production-jobs/document": Scene.document,
        "production-jobs/commit": "c0ffee",
        "production-jobs/image": "registry/runner@\(Self.digest)",
        "production-jobs/actor": "ada",
        "production-jobs/approver": "grace",
        "production-jobs/pipeline-url": "https://ci/1",
        "production-jobs/plan": Self.digest,
        "production-jobs/trigger-reason": "INC-1",
      ]
    )
    let pod = job.spec?["template"]?["spec"]
    let container = pod?["containers"]?.elements.first
    #expect(container?["image"] == .string("registry/runner@\(Self.digest)"))
    #expect(
      container?["args"]?.elements.compactMap(\.text) == ["run", "/job/job.yaml", "--plan", Self.digest]
    )
    #expect(pod?["volumes"]?.elements.first?["configMap"]?["name"] == .string(Scene.document))
    #expect(
      container?["env"]?.elements.dropFirst(3).compactMap {
        "\($0["name"]?.text ?? "")=\($0["value"]?.text ?? "")"
      } == [
        "JOB_ACTOR=ada", "JOB_APPROVER=grace", "JOB_COMMIT=c0ffee",
        "JOB_IMAGE=registry/runner@\(Self.digest)",
        "JOB_PIPELINE_URL=https://ci/1", "JOB_REASON=INC-1",
      ]
    )
  }

  @Test(arguments: [
    (Mode.plan, ["plan", "/job/job.yaml"]), (.cancel, ["cancel", "recover-orders-2024-02"]),
  ])
  func otherModesAreJobsOfTheirOwn(_ mode: Mode, _ arguments: [String]) throws {
    let job = try JobObjects(Scene.request(mode), Scene.files()).job(attempt: 1, id: "id-1")
    #expect(job.metadata.name == "recover-orders-2024-02-\(mode.rawValue)-1")
    #expect(job.metadata.labels?["app.kubernetes.io/component"] == mode.rawValue)
    #expect(job.spec?["activeDeadlineSeconds"] == .int(3600))
    #expect(job.spec?["ttlSecondsAfterFinished"] == .int(3600))
    let container = job.spec?["template"]?["spec"]?["containers"]?.elements.first
    #expect(container?["args"]?.elements.compactMap(\.text) == arguments)
  }

  /// A plan can only read: the ledger by its account, and Dagster where its settings name one that is read-only.
  @Test(arguments: Mode.allCases.filter(\.startsJob))
  func onlyAPlanHasTheAccountAndTheSettingsOfPlans(_ mode: Mode) throws {
    let pod = try JobObjects(Scene.request(mode), Scene.files()).job(attempt: 1, id: "id-1")
      .spec?["template"]?["spec"]
    let settings = pod?["containers"]?.elements.first?["envFrom"]?.elements
    let ofRuns: JSONValue = ["configMapRef": ["name": "production-jobs"]]
    let ofPlans: JSONValue = ["configMapRef": ["name": "production-jobs-plan", "optional": true]]
    #expect(
      pod?["serviceAccountName"] == (mode == .plan ? "production-jobs-plan" : "production-jobs")
    )
    #expect(settings == (mode == .plan ? [ofRuns, ofPlans] : [ofRuns]))
  }

  /// Who may read the addresses of people may write to them.
  @Test(arguments: Mode.allCases.filter(\.startsJob))
  func whatTellsNobodyHasNoSecret(_ mode: Mode) throws {
    let pod = try JobObjects(Scene.request(mode), Scene.files()).job(attempt: 1, id: "id-1")
      .spec?["template"]?["spec"]
    let container = pod?["containers"]?.elements.first
    let names: [JSONValue] = mode == .plan ? ["job"] : ["job", "webhooks"]
    #expect(pod?["volumes"]?.elements.map { $0["name"] } == names)
    #expect(container?["volumeMounts"]?.elements.map { $0["name"] } == names)
    let secrets = pod?["volumes"]?.elements.compactMap { $0["secret"] }
    let webhooks: JSONValue = ["secretName": "production-jobs-webhooks", "optional": true]
    #expect(secrets == (mode == .plan ? [] : [webhooks]))
  }

  /// Kubernetes expands `$(NAME)` in values, and takes `$$` for `$`.
  @Test func whatSomebodyTypesIsData() throws {
    let hostile = "$(POD_NAMESPACE) $$(id) `id` \"'\n\u{1B}; rm -rf $HOME"
    let objects = try JobObjects(Scene.request(actor: hostile, reason: hostile), Scene.files())
    #expect(
      objects.environment.first?.value
        == "$$(POD_NAMESPACE) $$$$(id) `id` \"'\n\u{1B}; rm -rf $$HOME"
    )
    let job = objects.job(attempt: 1, id: "id-1")
    #expect(job.metadata.annotations?["production-jobs/trigger-reason"] == hostile)
    #expect(job.metadata.annotations?["production-jobs/actor"] == hostile)
    let container = job.spec?["template"]?["spec"]?["containers"]?.elements.first
    #expect(container?["args"]?.elements.compactMap(\.text) == ["run", "/job/job.yaml"])
  }

  @Test func aLongNameStaysWithinALabel() throws {
    let long = String(repeating: "a", count: 63)
    let names = [Mode.run, .plan, .cancel].map { AttemptName(job: long, mode: $0).text(9999) }
    #expect(names.allSatisfy { $0.utf8.count == 63 })
    #expect(
      AttemptName(job: long, mode: .run).text(1)
        != AttemptName(job: String(long.dropLast()) + "b", mode: .run).text(1)
    )
    let name = AttemptName(job: "a", mode: .run)
    #expect(
      ["a-1", "a-12", "a-01", "a-", "a--1", "a-plan-1", "ab-1", "a-0"].map(name.number(of:)) == [
        1, 12, nil, nil, nil, nil, nil, nil,
      ]
    )
  }

  static let hasKubectl = (try? program("kubectl")) != nil

  @Test(
    .enabled(if: hasKubectl, "kubectl is not in PATH"),
    arguments: try FileManager.default.contentsOfDirectory(atPath: inPackage("generated").path)
      .filter { !$0.hasSuffix(".json") },
    Mode.allCases.filter(\.startsJob)
  )
  func kustomizeMakesTheSameFromTheOverlay(_ name: String, _ mode: Mode) async throws {
    let files = try Scene.files(of: name)
    let request = try TriggerRequest(
      job: name,
      mode: mode,
      namespace: "production-jobs",
      image: ImageReference(repository: "registry:5000/a/runner", version: Self.digest),
      plan: mode == .run ? Self.digest : nil,
      provenance: Provenance(actor: "$(id)\n'\"", pipelineURL: "https://ci/1"),
      reason: "a: b\n- c"
    )
    let folder = try Folder()
    try Overlay(request, files, id: "id-1").write(to: folder.path)
    let made = try await Child(program("kubectl").path, ["kustomize", folder.path]).ending()
    #expect(made.errors == "")
    let parts = made.output.split(separator: "\n---\n").map { Array($0.utf8) }
    let objects = try JobObjects(request, files)
    try #require(parts.count == 2)
    let (map, job) = (try JSONValue(yaml: parts[0], file: "map"), try JSONValue(yaml: parts[1], file: "job"))
    #expect(map == (try tree(objects.document)))
    #expect(job == (try tree(objects.job(attempt: 1, id: "id-1"))))
  }

  /// As it is sent to the namespace.
  private func tree(_ object: some Resource) throws -> JSONValue {
    var tree = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(object))
    tree["apiVersion"] = .string(type(of: object).type.apiVersion)
    tree["kind"] = .string(type(of: object).type.kind)
    tree["metadata"]?["namespace"] = .string("production-jobs")
    return tree
  }

  static let manifest = "generated/\(Scene.job)/kubernetes.yaml"

  @Test(arguments: [
    ("kind: Pod\n", "\(manifest): expected a Kubernetes Job named \(Scene.job) with a container"),
    (
      "kind: Job\nspec:\n  suspend: yes\n",
      "\(manifest):3: expected one meaning at spec.suspend, found a boolean in YAML 1.1"
    ),
    (
      "kind: Job\nkind: Job\n",
      "\(manifest):2:1: error: kind: expected a new key, found \"kind\" again, first written at 1:1 (remove one of the "
        + "two)"
    ),
    ("", "\(manifest): error: expected a document, found nothing"),
  ])
  func aManifestThatIsNone(_ text: String, _ message: String) throws {
    let files = try Scene.files()
    let damaged = JobFiles(
      job: files.job,
      commit: files.commit,
      document: files.document,
      manifest: Array(text.utf8),
      kustomization: files.kustomization
    )
    let refusal = #expect(throws: Refusal.self) { try JobObjects(Scene.request(), damaged) }
    #expect(refusal == .document(message))
  }

  /// What is started on a real cluster can be started: that is not found out there alone.
  @Test func aStandInIsAJob() throws {
    let files = try JobFiles.scripted("trigger-test-1", "exit 1")
    let request = try TriggerRequest(
      job: "trigger-test-1",
      mode: .run,
      namespace: "a",
      image: ImageReference(repository: "busybox", version: "1.36")
    )
    let job = try JobObjects(request, files).job(attempt: 1, id: "id-1")
    let container = job.spec?["template"]?["spec"]?["containers"]?.elements.first
    #expect(job.metadata.name == "trigger-test-1-1")
    #expect(container?["command"]?.elements.compactMap(\.text) == ["sh", "-c", "exit 1"])
    #expect(container?["image"]?.text == "busybox:1.36")
  }
}
