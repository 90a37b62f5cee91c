import ClusterLedger
import Contract
import Foundation
import Kubernetes
import Ledger
import RealCluster
import TestSupport
import Testing

@testable import Triggering

/// A job of its own name in the suite's namespace of the cluster that `KUBECONFIG` names.
///
/// In a namespace of our own, `trigger` has no more than the Role of ci/kubernetes.
struct ClusterJob {
  let namespace: String
  let name = "trigger-test-" + UUID().uuidString.lowercased().prefix(8)
  let recorder = Recorder()
  let client: KubernetesClient
  /// Of `KUBECONFIG`'s own account.
  let admin: KubernetesClient
  let isOurs: Bool
  private let image: ImageReference

  init(image reference: String = ClusterSettings.image) async throws {
    let space = try #require(TestNamespace.current)
    namespace = space.name
    isOurs = space.isOwn
    image = try ImageReference(reference: reference)
    var configuration = try await space.configuration(as: .trigger)
    configuration.timeouts.rest = .seconds(10)
    client = try KubernetesClient(configuration: configuration)
    admin = try KubernetesClient(configuration: await space.configuration(as: .ofKubeconfig))
  }

  /// - Parameter words: no pod has to start any more once this was told; without it, within five minutes.
  func run(
    _ files: JobFiles,
    _ mode: Mode = .run,
    version: String? = nil,
    until words: String? = nil,
    client: KubernetesClient? = nil
  ) async throws -> Conclusion {
    let client = client ?? self.client
    let request = try TriggerRequest(
      job: name,
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
      patience: patience(until: words),
      again: "ci/trigger AGAIN"
    ).carryOut(files, id: UUID().uuidString)
  }

  private func patience(until words: String?) -> FollowLimits {
    guard let words else { return FollowLimits(start: .seconds(300)) }
    return FollowLimits(clock: LateClock(recorder: recorder, words: words))
  }

  /// What was told, but for how pods wait; each pod as `POD`.
  var told: [String] {
    recorder.lines
      .map(withoutPodName)
      .filter { !$0.hasPrefix("POD: ") }
      .map { $0.replacingOccurrences(of: name, with: "JOB").replacingOccurrences(of: namespace, with: "NS") }
  }

  /// `JOB-1-x7k2p` as `POD`.
  private func withoutPodName(_ line: String) -> String {
    line.split(separator: " ").map { word in
      let parts = word.split(separator: "-")
      let isPod = word.hasPrefix(name) && parts.count >= 5 && parts.last?.prefix { $0 != ":" }.count == 5
      return isPod ? "POD" + (word.hasSuffix(":") ? ":" : "") : String(word)
    }.joined(separator: " ")
  }

  /// The name of a pod that runs, or of one that is so.
  func pod(
    where isSo: (Pod) -> Bool = { $0.state(of: "runner")?.running != nil }
  ) async throws -> String {
    try await answer(to: "a pod of \(name)") {
      let pods: [Pod] = try await ours()
      return pods.first(where: isSo)?.metadata.name
    }
  }

  /// The names of the Jobs that there are of it.
  func jobs() async throws -> [String] {
    let jobs: [Job] = try await ours()
    return jobs.map(\.metadata.name).sorted()
  }

  /// The names of its documents.
  func documents() async throws -> [String] {
    let maps: [ConfigMap] = try await patiently { try await admin.list(namespace: namespace) }
    return maps.map(\.metadata.name).filter { $0.hasPrefix("\(name)-") }
  }

  /// What there is of it.
  private func ours<Object: Resource>() async throws -> [Object] {
    try await patiently { try await admin.list(namespace: namespace, labels: [Label.instance: name]) }
  }

  /// What the ledger has of it.
  func record() async throws -> Record? {
    let ledger = KubernetesLedger(client: admin, namespace: namespace, clock: SystemClock())
    return try await patiently {
      if case .unreachable = $0 as? LedgerError { true } else { false }
    } _: {
      try await ledger.read(name)?.record
    }
  }

  /// Has the namespace's pods find Dagster there, whatever the network's policy says.
  func leadTo(dagster url: String) async throws {
    let settings = #"{"data": {"DAGSTER_URL": "\#(url)"}}"#
    try await Kubectl.run(
      "patch",
      "configmap",
      "production-jobs",
      "--namespace",
      namespace,
      "--type",
      "merge",
      "-p",
      settings
    )
    try await Kubectl.run(
      "delete",
      "networkpolicy",
      "--all",
      "--namespace",
      namespace
    )
  }

  /// Limits what the namespace may have, as `kubectl create quota --hard` takes it, once that counts.
  func setQuota(_ hard: String) async throws {
    try await Kubectl.run("create", "quota", name, "--namespace", namespace, "--hard", hard)
    // It counts once its controller has seen it.
    _ = try await answer(to: "the quota \(hard)") {
      let path = "jsonpath={.status.hard}"
      let held = try await Kubectl.run("get", "quota", name, "--namespace", namespace, "-o", path)
      return held.isEmpty ? nil : held
    }
  }

  func removeQuota() async throws {
    try await Kubectl.run("delete", "quota", name, "--namespace", namespace)
  }

  /// As `kubectl drain` does it.
  func evict(_ pod: String) async throws {
    let folder = try Folder()
    let body =
      #"{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"\#(pod)","namespace":"\#(namespace)"}}"#
    try folder.write(body, to: "eviction.json")
    let path = "/api/v1/namespaces/\(namespace)/pods/\(pod)/eviction"
    try await Kubectl.run("create", "--raw", path, "-f", "\(folder.path)/eviction.json")
  }

  /// Removes what a test has made.
  func cleanUp() async throws {
    for job in try await jobs() { try await remove(Job.self, job) }
    for document in try await documents() { try await remove(ConfigMap.self, document) }
    await client.shutdown()
    await admin.shutdown()
  }

  /// Removes something of it, by its name.
  func remove(_ type: (some Resource).Type, _ name: String) async throws {
    try await patiently {
      do {
        try await admin.delete(type, name: name, namespace: namespace, propagation: .background)
      } catch let error as KubernetesError {
        // What wasn't answered may have been done.
        guard case .notFound = error.reason else { throw error }
      }
    }
  }
}

extension ImageReference {
  /// `registry/project/image:tag` or `registry/project/image@sha256:…`.
  fileprivate init(reference: String) throws {
    let colon = reference.lastIndex(of: ":").flatMap { reference[$0...].contains("/") ? nil : $0 }
    let end = reference.firstIndex(of: "@") ?? colon ?? reference.endIndex
    let version = String(reference[end...].dropFirst())
    try self.init(repository: String(reference[..<end]), version: version.isEmpty ? "latest" : version)
  }
}
