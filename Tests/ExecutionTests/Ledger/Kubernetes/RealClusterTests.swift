import Foundation
import HTTP
import Kubernetes
import RealCluster
import Testing

@testable import ClusterLedger
@testable import Ledger

/// The same on a real cluster, by the account that ci/kubernetes gives to the runner.
@Suite(.onCluster, .inOwnNamespace, .serialized, .timeLimit(.minutes(5)))
struct RealClusterTests {
  @Test(arguments: LedgerContract.allCases) func keeps(_ contract: LedgerContract) async throws {
    let namespace = try #require(TestNamespace.current)
    let admin = try KubernetesClient(configuration: await namespace.configuration(as: .ofKubeconfig))
    try await Self.inLedger(of: namespace) { ledger in
      let ledger = PrivateLedger(ledger, prefix: "test-\(UUID().uuidString.lowercased().prefix(8))-")
      let result: Result<Void, any Error>
      do { result = .success(try await contract.check(ledger)) } catch { result = .failure(error) }
      try await ledger.deleteAll(with: admin)
      try result.get()
    }
    await admin.shutdown()
  }

  /// A ledger of the namespace, whose client is shut down afterwards.
  private static func inLedger(
    of namespace: TestNamespace,
    _ change: (inout KubernetesConfiguration) -> Void = { _ in },
    _ body: (KubernetesLedger) async throws -> Void
  ) async throws {
    var configuration = try await namespace.configuration(as: .runner)
    change(&configuration)
    let client = try KubernetesClient(configuration: configuration)
    let ledger = KubernetesLedger(client: client, namespace: namespace.name, clock: SystemClock())
    let result: Result<Void, any Error>
    do { result = .success(try await body(ledger)) } catch { result = .failure(error) }
    await client.shutdown()
    try result.get()
  }

  @Test func whatOthersHaveNotedStays() async throws {
    let namespace = try #require(TestNamespace.current)
    let admin = try KubernetesClient(configuration: await namespace.configuration(as: .ofKubeconfig))
    let job = "test-\(UUID().uuidString.lowercased().prefix(8))"
    try await Self.inLedger(of: namespace) { ledger in
      _ = try await ledger.create(Sample.record(job))
      let map = RecordConfigMap.name(of: job)
      let patch =
        #"{"metadata": {"labels": {"backup": "daily"}, "annotations": {"team/note": "here"}, "#
        + #""finalizers": ["example.com/keep"]}, "data": {"team.txt": "ours"}}"#
      try await Kubectl.run(
        "patch",
        "configmap",
        map,
        "--namespace",
        namespace.name,
        "--type",
        "merge",
        "-p",
        patch
      )
      let stored = try #require(try await ledger.read(job))
      let written = try await ledger.replace(
        stored,
        with: Sample.record(job, created: Sample.start.advanced(by: 1))
      )
      _ = try await ledger.replace(written, with: Sample.record(job))
      let found: ConfigMap = try await admin.get(name: map, namespace: namespace.name)
      #expect(found.metadata.labels?["backup"] == "daily")
      #expect(found.metadata.annotations?["team/note"] == "here")
      #expect(found.metadata.finalizers == ["example.com/keep"])
      #expect(found.data?["team.txt"] == "ours")
      #expect(try await ledger.history().summaries.contains { $0.job == job })
      try await Kubectl.run(
        "patch",
        "configmap",
        map,
        "--namespace",
        namespace.name,
        "--type",
        "merge",
        "-p",
        #"{"metadata": {"finalizers": null}}"#
      )
      try await admin.delete(ConfigMap.self, name: map, namespace: namespace.name)
    }
    await admin.shutdown()
  }

  /// As a node does it with the token in a pod.
  @Test(.inNamespaceOfOurs) func aTokenThatRotates() async throws {
    let namespace = try #require(TestNamespace.current)
    let folder = TemporaryDirectory()
    let account = "rotates-\(UUID().uuidString.lowercased().prefix(8))"
    try await Kubectl.run("create", "serviceaccount", account, "--namespace", namespace.name)
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try folder.write(try await namespace.token(of: account), to: "token")
    try await Kubectl.run("delete", "serviceaccount", account, "--namespace", namespace.name)
    try await Self.inLedger(of: namespace, { $0.token = .file("\(folder.path)/token") }) { ledger in
      try await Self.isRefused(ledger)
      try folder.write(try await namespace.token(of: "production-jobs") + "\n", to: "token")
      #expect(try await ledger.read("nothing") == nil)
    }
  }

  /// Waits until a server has noticed that the account is gone.
  private static func isRefused(_ ledger: KubernetesLedger) async throws {
    let error = try await answer(to: "the end of the token") { () -> LedgerError? in
      do throws(LedgerError) {
        _ = try await ledger.read("nothing")
        return nil
      } catch {
        return error.description.contains("401 Unauthorized") ? error : nil
      }
    }
    #expect(
      error.description
        == "cannot get the ConfigMap \(ledger.namespace)/production-jobs.nothing: the Kubernetes API at "
        + "\(ledger.client.configuration.url) answered: 401 Unauthorized; check that the token is of this cluster and "
        + "not expired: `kubectl create token SERVICE_ACCOUNT` makes one"
    )
    #expect(error.isUnreachable)
  }

  @Test(.inNamespaceOfOurs) func anAccountWithoutARole() async throws {
    let namespace = try #require(TestNamespace.current)
    try await Kubectl.run("create", "serviceaccount", "nobody", "--namespace", namespace.name)
    let token = try await namespace.token(of: "nobody")
    let who = "system:serviceaccount:\(namespace.name):nobody"
    try await Self.inLedger(of: namespace, { $0.token = .text(token) }) { ledger in
      let error = await #expect(throws: LedgerError.self) { try await ledger.create(Sample.record()) }
      #expect(
        error?.description
          == "cannot create the ConfigMap \(namespace.name)/production-jobs.recover-orders: the Kubernetes API at "
          + "\(ledger.client.configuration.url) answered: configmaps is forbidden: User \"\(who)\" cannot create resource "
          + "\"configmaps\" in API group \"\" in the namespace \"\(namespace.name)\"; let an administrator run "
          + "`kubectl create role production-jobs-ledger --namespace \(namespace.name) --verb=get,list,create,update "
          + "--resource=configmaps` and bind the role to this account"
      )
    }
  }

  @Test func aNamespaceThatIsNotThere() async throws {
    let namespace = try #require(TestNamespace.current)
    let client = try KubernetesClient(configuration: await namespace.configuration(as: .ofKubeconfig))
    let ledger = KubernetesLedger(client: client, namespace: "no-such-namespace", clock: SystemClock())
    #expect(try await ledger.read("recover-orders") == nil)
    let error = await #expect(throws: LedgerError.self) { try await ledger.create(Sample.record()) }
    #expect(
      error?.description
        == "cannot create the ConfigMap no-such-namespace/production-jobs.recover-orders: the Kubernetes API at "
        + "\(client.configuration.url) answered: namespaces \"no-such-namespace\" not found; create the namespace "
        + "no-such-namespace, or give another one"
    )
    await client.shutdown()
  }
}
