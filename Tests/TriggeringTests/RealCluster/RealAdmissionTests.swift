import ClusterLedger
import Foundation
import HTTP
import Kubernetes
import Ledger
import RealCluster
import TestSupport
import Testing

@testable import Triggering

/// The whole of ci/kubernetes, with its policies, on a real API server.
@Suite(.onCluster, .inNamespaceOfOurs, .inGuardedNamespace, .serialized, .timeLimit(.minutes(10)))
struct RealAdmissionTests {
  private let namespace: TestNamespace

  init() throws { namespace = try #require(TestNamespace.current) }

  /// Each request of ci/validation/admission/cases.yaml, by impersonation: the answers are those that the policies
  /// give where `ci/validate` evaluates them.
  @Test func theServerAnswersAsTheTableSays() async throws {
    let folder = try Folder()
    let setup = try namespace.writeSetup(to: folder)
    let ending = try await Child("/usr/bin/env", ["bash", inPackage("ci/validate").path, "--cluster", setup])
      .ending()
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(ending.output.contains("pass at the API server"))
  }

  /// By tokens of the accounts, and with no more than their Roles.
  @Test func theProductWorksUnderThePolicies() async throws {
    let job = Scene.job
    for (mode, account) in [
      (Mode.run, TestNamespace.Account.trigger), (.plan, .planner), (.cancel, .planner),
    ] {
      try await create(objects(mode), mode, as: account)
    }
    let pods = try await answer(to: "a pod of each Job") {
      let names = try await Kubectl.run("get", "pods", "--namespace", namespace.name, "-o", "name")
        .split(separator: "\n")
      return names.count >= 3 ? names : nil
    }
    for mode in ["", "plan-", "cancel-"] { #expect(pods.contains { $0.hasPrefix("pod/\(job)-\(mode)1-") }) }
    try await withClient(.runner) { client in
      let ledger = KubernetesLedger(client: client, namespace: namespace.name, clock: SystemClock())
      let stored = try await ledger.create(record())
      _ = try await ledger.replace(stored, with: stored.record)
    }
  }

  @Test(arguments: [
    (Mode.run, TestNamespace.Account.planner, "a run is started by the identity of what was approved"),
    (.plan, .trigger, "a plan is made by the identity of plans"),
    (.run, .ofKubeconfig, "Jobs are started here by the pipeline's identities alone"),
  ])
  func whoMayNotIsToldWhy(_ mode: Mode, _ account: TestNamespace.Account, _ words: String) async throws {
    let error = await #expect(throws: KubernetesError.self) {
      try await create(objects(mode, attempt: 2), mode, as: account)
    }
    #expect(error.map { "\($0)" }?.contains(words) == true)
  }

  private func objects(_ mode: Mode, attempt: Int = 1) throws -> (ConfigMap, Job) {
    let objects = try JobObjects(
      Scene.request(
        mode,
        image: TestNamespace.repository,
        version: ObjectTests.digest,
        plan: mode == .run ? ObjectTests.digest : nil
      ),
      Scene.files()
    )
    return (objects.document, objects.job(attempt: attempt, id: "id-1"))
  }

  private func create(_ objects: (ConfigMap, Job), _ mode: Mode, as account: TestNamespace.Account)
    async throws
  {
    try await withClient(account) { client in
      // Two of them bring the same document.
      if account != .ofKubeconfig { _ = try? await client.create(objects.0, namespace: namespace.name) }
      _ = try await client.create(objects.1, namespace: namespace.name)
    }
  }

  private func withClient(
    _ account: TestNamespace.Account,
    _ work: (KubernetesClient) async throws -> Void
  ) async throws {
    let client = try KubernetesClient(configuration: await namespace.configuration(as: account))
    do { try await work(client) } catch {
      await client.shutdown()
      throw error
    }
    await client.shutdown()
  }

  private func record() throws -> Record {
    let start = Timestamp(seconds: 0)
    return Record(
      job: Scene.job,
      document: DocumentReference(digest: try Scene.files().documentDigest(), text: "", file: "job.yaml"),
      owner: "data-platform",
      reason: "INC-1",
      created: start,
      updated: start
    )
  }
}
