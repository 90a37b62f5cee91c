import ClusterLedger
import Kubernetes
import KubernetesDouble
import Ledger
import TestSupport
import Testing

/// The runner's own process with its records in Kubernetes, here a server in the test's process.
@Suite struct KubernetesLedgerOptionTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func runner(_ arguments: String..., at server: FakeKubernetes) async throws -> Child.Ending {
    try folder.write("s3cret\n", to: "token")
    return try await Child(
      Checkout.runner,
      arguments + ["--ledger", "kubernetes://data"],
      environment: [
        "KUBERNETES_URL": server.url, "KUBERNETES_TOKEN_FILE": "\(folder.path)/token",
        "KUBERNETES_CA_FILE": nil,
        "PRODUCTION_JOBS_LEDGER": nil,
      ]
    ).ending()
  }

  @Test func aRecordIsFound() async throws {
    let server = try await FakeKubernetes()
    let client = try KubernetesClient(configuration: KubernetesConfiguration(url: server.url))
    let time = Timestamp(seconds: 1_709_287_200)
    let record = Record(
      job: "recover-orders",
      document: DocumentReference(digest: "sha256:00ff", text: "kind: Job\n", file: "job.yaml"),
      owner: "data-platform",
      reason: "INC-1234",
      created: time,
      updated: time
    )
    _ = try await KubernetesLedger(client: client, namespace: "data", clock: SystemClock()).create(record)
    server.accepts(token: "s3cret")
    let status = try await runner("status", "recover-orders", "--output", "json", at: server)
    #expect(status.status == 0)
    #expect(status.output == (try record.jsonText()))
    let history = try await runner("history", at: server)
    #expect(history.output.contains("recover-orders  unfinished"))
    await server.stop()
  }

  @Test func theOptionsGoBeforeTheVariables() async throws {
    let server = try await FakeKubernetes(tls: TestCertificate.serverContext())
    server.accepts(token: "other")
    try folder.write("other", to: "other")
    try folder.write(TestCertificate.certificate, to: "ca.crt")
    let ending = try await Child(
      Checkout.runner,
      [
        "history", "--ledger", "kubernetes://data", "--kubernetes-url", server.url, "--kubernetes-token-file",
        "\(folder.path)/other", "--kubernetes-ca-file", "\(folder.path)/ca.crt",
      ],
      environment: [
        "KUBERNETES_URL": "http://127.0.0.1:9", "KUBERNETES_TOKEN_FILE": "/nowhere",
        "KUBERNETES_CA_FILE": "/nowhere",
      ]
    ).ending()
    #expect(ending.errors == "")
    #expect(ending.output == "no job was ever run\n")
    await server.stop()
  }

  /// One restart of the server is waited for, and told.
  @Test func aServerThatFailsIsTriedAgain() async throws {
    let server = try await FakeKubernetes()
    server.inject(.http(503), times: 2)
    let ending = try await runner("history", at: server)
    #expect(ending.status == 0)
    #expect(ending.output == "no job was ever run\n")
    #expect(ending.errors.contains("the server is currently unable to handle the request; "))
    #expect(ending.errors.contains("trying again for up to 15 s"))
    #expect(ending.errors.contains("the ledger can be reached again"))
    await server.stop()
  }

  @Test func aMissingPermissionIsTold() async throws {
    let server = try await FakeKubernetes()
    server.denies("get")
    let ending = try await runner("status", "a", at: server)
    #expect(ending.status == 69)
    #expect(
      ending.errors
        == "error: cannot get the ConfigMap data/production-jobs.a: the Kubernetes API at \(server.url) "
        + "answered: configmaps \"production-jobs.a\" is forbidden: User \"system:serviceaccount:data:runner\" "
        + "cannot get resource \"configmaps\" in API group \"\" in the namespace \"data\"; let an administrator "
        + "run `kubectl create role production-jobs-ledger --namespace data --verb=get,list,create,update "
        + "--resource=configmaps` and bind the role to this account\n"
    )
    await server.stop()
  }
}
