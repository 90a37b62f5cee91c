import Execution
import Foundation
import JSONTree
import Kubernetes
import TestSupport

@testable import Triggering

/// The cluster that `KUBECONFIG` names: its namespace `PRODUCTION_JOBS_TEST_NAMESPACE`, which enforces PodSecurity
/// `restricted`, and the image `PRODUCTION_JOBS_TEST_IMAGE`, which has `sh`, such as `busybox:1.36`.
///
/// The account has to be allowed what ci/trigger is, and beyond it to delete ConfigMaps, to create and delete
/// ResourceQuotas, and to create pods/eviction.
struct RealCluster {
  static let settings = ["KUBECONFIG", "PRODUCTION_JOBS_TEST_NAMESPACE", "PRODUCTION_JOBS_TEST_IMAGE"]
    .map { ProcessInfo.processInfo.environment[$0] ?? "" }
  static var isThere: Bool { settings.allSatisfy { !$0.isEmpty } }

  let namespace = settings[1]
  let job = "trigger-test-" + UUID().uuidString.lowercased().prefix(8)
  let recorder = Recorder()
  let client: KubernetesClient
  private let image: ImageReference

  init() throws {
    let reference = Self.settings[2]
    let end = reference.firstIndex(of: "@") ?? reference.lastIndex(of: ":") ?? reference.endIndex
    image = try ImageReference(
      repository: String(reference[..<end]),
      version: String(reference[end...].dropFirst())
    )
    var configuration = try KubernetesConfiguration.kubeconfig(Self.settings[0])
    configuration.timeouts.rest = .seconds(10)
    client = try KubernetesClient(configuration: configuration)
  }

  /// The package's own manifest, whose pod carries out a script.
  func files(_ script: String, _ change: (inout JSONValue) -> Void = { _ in }) throws -> JobFiles {
    let files = try Scene.files()
    var manifest = try JSONValue(yaml: files.manifest, file: "kubernetes.yaml")
    var spec = manifest["spec"] ?? .null
    var pod = spec["template"]?["spec"] ?? .null
    var container = pod["containers"]?.elements.first ?? .null
    container["command"] = .array([.string("sh"), .string("-c"), .string(script)])
    container["envFrom"] = nil
    pod["serviceAccountName"] = .string("default")
    pod["terminationGracePeriodSeconds"] = .int(5)
    pod["containers"] = .array([container])
    pod["volumes"] = .array([.object(["name": .string("job"), "configMap": .object(["name": .string(job)])])])
    spec["template"]?["spec"] = pod
    change(&spec)
    manifest["spec"] = spec
    manifest["metadata"]?["name"] = .string(job)
    return JobFiles(
      job: job,
      commit: files.commit,
      document: Array("job: \(job)\n".utf8),
      manifest: Array(try JSONEncoder().encode(manifest)),
      kustomization: files.kustomization
    )
  }

  func run(
    _ files: JobFiles,
    _ mode: Mode = .run,
    version: String? = nil,
    start: Duration = .seconds(120)
  ) async throws -> Conclusion {
    let request = try TriggerRequest(
      job: job,
      mode: mode,
      namespace: namespace,
      image: ImageReference(repository: image.repository, version: version ?? image.version),
      provenance: Provenance(actor: "test")
    )
    return await TriggerRun(
      request,
      client: client,
      ledger: KubernetesLedger(client: client, namespace: namespace, clock: SystemClock()),
      reporter: recorder,
      patience: Patience(start: start),
      again: "ci/trigger AGAIN"
    ).carryOut(files, id: UUID().uuidString)
  }

  /// What was told, but for how pods wait; each pod as `POD`.
  var told: [String] {
    recorder.lines
      .map(withoutPodName)
      .filter { !$0.hasPrefix("POD: ") }
      .map { $0.replacingOccurrences(of: job, with: "JOB").replacingOccurrences(of: namespace, with: "NS") }
  }

  /// `JOB-1-x7k2p` as `POD`.
  private func withoutPodName(_ line: String) -> String {
    line.split(separator: " ").map { word in
      let parts = word.split(separator: "-")
      let isPod = word.hasPrefix(job) && parts.count >= 5 && parts.last?.prefix { $0 != ":" }.count == 5
      return isPod ? "POD" + (word.hasSuffix(":") ? ":" : "") : String(word)
    }.joined(separator: " ")
  }

  /// The name of the pod that runs.
  func runningPod() async throws -> String {
    while true {
      let pods: [Pod] = try await client.list(
        namespace: namespace,
        labels: ["app.kubernetes.io/instance": job]
      )
      if let pod = pods.first(where: { $0.state(of: "runner")?.running != nil }) { return pod.metadata.name }
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  /// As `kubectl drain` does it.
  func evict(_ pod: String) async throws {
    let folder = try Folder()
    let body =
      #"{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"\#(pod)","namespace":"\#(namespace)"}}"#
    try folder.write(body, to: "eviction.json")
    let path = "/api/v1/namespaces/\(namespace)/pods/\(pod)/eviction"
    let ending = try await Child(
      program("kubectl").path,
      ["create", "--raw", path, "-f", "\(folder.path)/eviction.json"]
    ).ending()
    guard ending.status == 0 else { throw NotFound("an eviction: \(ending.errors)") }
  }

  /// Removes what a test has made.
  func cleanUp() async throws {
    let jobs: [Job] = try await client.list(
      namespace: namespace,
      labels: ["app.kubernetes.io/instance": job]
    )
    for job in jobs {
      try await client.delete(
        Job.self,
        name: job.metadata.name,
        namespace: namespace,
        propagation: .background
      )
    }
    let documents = Set(jobs.compactMap { $0.metadata.annotations?["production-jobs/document"] })
    for name in documents { try await client.delete(ConfigMap.self, name: name, namespace: namespace) }
    await client.shutdown()
  }
}

/// How much of something a namespace may have.
struct ResourceQuota: Resource {
  static let type = ResourceType(apiVersion: "v1", kind: "ResourceQuota", plural: "resourcequotas")
  var metadata: ObjectMetadata
  var spec: JSONValue?
}
