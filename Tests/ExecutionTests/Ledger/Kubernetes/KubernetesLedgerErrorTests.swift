import ClusterLedger
import JSONTree
import Kubernetes
import KubernetesDouble
import Ledger
import TestSupport
import Testing

/// What an error of the API means for a ledger, in whole messages; `URL` stands for the server's address.
@Suite struct KubernetesLedgerErrorTests {
  struct Failure: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var fault: Fault?
    var prepare: @Sendable (FakeKubernetes) -> Void = { _ in }
    var isUnreachable: Bool
    var text: String
  }

  static let what = "cannot create the ConfigMap data/production-jobs.recover-orders"
  static let maybe = "the record may have been written anyway: run it again, it looks first"

  static let failures = [
    Failure(
      testDescription: "500 before the effect",
      fault: .http(500),
      isUnreachable: true,
      text: "\(what): the Kubernetes API at URL answered: HTTP status 500, Internal error occurred: "
        + "etcdserver: request timed out; \(maybe)"
    ),
    Failure(
      testDescription: "503 with Retry-After",
      fault: .http(503, retryAfter: 7),
      isUnreachable: true,
      text: "\(what): the Kubernetes API at URL answered: HTTP status 503, the server is currently unable to "
        + "handle the request; it asks to wait 7 s; \(maybe)"
    ),
    Failure(
      testDescription: "429",
      fault: .http(429, retryAfter: 1),
      isUnreachable: true,
      text: "\(what): the Kubernetes API at URL answered: HTTP status 429, Too many requests, please try "
        + "again later.; it asks to wait 1 s; this may be temporary: try again"
    ),
    Failure(
      testDescription: "401",
      prepare: { $0.accepts(token: "other") },
      isUnreachable: true,
      text: "\(what): the Kubernetes API at URL answered: 401 Unauthorized; check that the token is of this "
        + "cluster and not expired: `kubectl create token SERVICE_ACCOUNT` makes one"
    ),
    Failure(
      testDescription: "403",
      prepare: { $0.denies("create") },
      isUnreachable: false,
      text: "\(what): the Kubernetes API at URL answered: configmaps is forbidden: User "
        + "\"system:serviceaccount:data:runner\" cannot create resource \"configmaps\" in API group \"\" in "
        + "the namespace \"data\"; let an administrator run `kubectl create role production-jobs-ledger "
        + "--namespace data --verb=get,list,create,update --resource=configmaps` and bind the role to this "
        + "account"
    ),
    Failure(
      testDescription: "quota",
      fault: Fault(
        .beforeEffect,
        .status(
          Status(403, "Forbidden", "configmaps \"x\" is forbidden: exceeded quota: few, used: configmaps=5")
        )
      ),
      isUnreachable: false,
      text:
        "\(what): the Kubernetes API at URL answered: configmaps \"x\" is forbidden: exceeded quota: few, "
        + "used: configmaps=5; raise the quota of the namespace data, or delete what is not needed"
    ),
    Failure(
      testDescription: "no such namespace",
      fault: Fault(
        .beforeEffect,
        .status(Status(404, "NotFound", "namespaces \"data\" not found", details: ["kind": "namespaces"]))
      ),
      isUnreachable: false,
      text:
        "\(what): the Kubernetes API at URL answered: namespaces \"data\" not found; create the namespace "
        + "data, or give another one"
    ),
    Failure(
      testDescription: "a log-in page",
      fault: Fault(.beforeEffect, .answer(FakeAnswer(status: 200, body: Array("<html>Log in".utf8)))),
      isUnreachable: false,
      text: "\(what): expected the Kubernetes API at URL, found \"<html>Log in\" (HTTP status 200); check "
        + "the address, and whether a proxy with a login stands before it"
    ),
    Failure(
      testDescription: "a redirection",
      fault: Fault(
        .beforeEffect,
        .answer(FakeAnswer(status: 302, headers: ["location": "https://login"], body: []))
      ),
      isUnreachable: false,
      text: "\(what): expected the Kubernetes API at URL, found a redirection to https://login (HTTP status "
        + "302); check the address, and whether a proxy with a login stands before it"
    ),
  ]

  @Test(arguments: failures) func tells(_ failure: Failure) async throws {
    let server = try await FakeKubernetes()
    let ledger = try server.ledger()
    failure.prepare(server)
    if let fault = failure.fault { server.inject(fault) }
    let error = await #expect(throws: LedgerError.self) { try await ledger.create(Sample.record()) }
    #expect(error?.description == failure.text.replacing("URL", with: server.url))
    #expect(error?.isUnreachable == failure.isUnreachable)
    await server.stop()
  }

  @Test func aTokenFileThatIsNotThere() async throws {
    let configuration = try KubernetesConfiguration(
      url: "http://127.0.0.1:9",
      tokenFile: "/nowhere/token",
      caFile: nil
    )
    let client = try KubernetesClient(configuration: configuration)
    let ledger = KubernetesLedger(client: client, namespace: "data", clock: SystemClock())
    let error = await #expect(throws: LedgerError.self) { try await ledger.read("recover-orders") }
    #expect(
      error?.description
        == "cannot get the ConfigMap data/production-jobs.recover-orders: the file /nowhere/token cannot be read: "
        + "check that it is mounted; check what --kubernetes-token-file names"
    )
    await client.shutdown()
  }

  /// A server in its first moment refuses everybody whose Role it has not read yet: one that let the runner in before is
  /// tried again.
  @Test func aRoleThatTheServerDoesNotKnowYet() async throws {
    let server = try await FakeKubernetes()
    let ledger = try server.ledger()
    #expect(try await ledger.read("recover-orders") == nil)
    server.denies("get")
    let error = await #expect(throws: LedgerError.self) { try await ledger.read("recover-orders") }
    #expect(
      error?.description
        == "cannot get the ConfigMap data/production-jobs.recover-orders: the Kubernetes API at "
        + "\(server.url) answered: configmaps \"production-jobs.recover-orders\" is forbidden: User "
        + "\"system:serviceaccount:data:runner\" cannot get resource \"configmaps\" in API group \"\" in the namespace "
        + "\"data\"; this may be temporary where the server has just started; if not, give the account a Role with the verb get on "
        + "configmaps in data"
    )
    #expect(error?.isUnreachable == true)
    await server.stop()
  }

  @Test func aLostConnectionMayHaveWritten() async throws {
    let server = try await FakeKubernetes()
    let ledger = try server.ledger()
    server.inject(Fault(.afterEffect, .reset))
    let error = await #expect(throws: LedgerError.self) { try await ledger.create(Sample.record()) }
    #expect(error?.description.hasSuffix("; \(Self.maybe)") == true)
    #expect(error?.isUnreachable == true)
    #expect(try await ledger.read("recover-orders")?.record == Sample.record())
    await server.stop()
  }

  @Test func anAnswerThatIsCutShortMayHaveWritten() async throws {
    let server = try await FakeKubernetes()
    let ledger = try server.ledger()
    server.inject(Fault(.afterEffect, .cutShort))
    let error = await #expect(throws: LedgerError.self) { try await ledger.create(Sample.record()) }
    #expect(error?.isUnreachable == true)
    #expect(try await ledger.read("recover-orders")?.record == Sample.record())
    await server.stop()
  }

  @Test func aServerThatIsDownWroteNothing() async throws {
    let server = try await FakeKubernetes()
    let ledger = try server.ledger()
    _ = try await ledger.create(Sample.record("before"))
    await server.stop()
    #expect(server.isDown)
    // A connection that was kept may break first.
    _ = try? await ledger.read("before")
    let error = await #expect(throws: LedgerError.self) { try await ledger.create(Sample.record()) }
    #expect(
      error
        == .unreachable(
          what: Self.what,
          why: "the Kubernetes API at \(server.url): the connection was refused",
          advice: "check the port, and that the server runs"
        )
    )
    try await server.start()
    #expect(try await ledger.records().map(\.record.job) == ["before"])
    await server.stop()
  }

  /// A request that hangs does not keep a runner that is told to stop, beyond a moment to write its record.
  @Test func aCancelledTaskIsGivenAMoment() async throws {
    let server = try await FakeKubernetes()
    let clock = ManualClock()
    let ledger = try server.ledger(clock: clock, timeout: .seconds(600))
    server.inject(Fault(.beforeEffect, .hang))
    let task = Task { try await ledger.create(Sample.record()) }
    await waitUntil { !server.requests.isEmpty }
    task.cancel()
    let error = await #expect(throws: LedgerError.self) { try await task.value }
    #expect(error?.isUnreachable == true)
    #expect(clock.now() == Sample.start.advanced(by: 0.8))

    // On a busy machine a moment is soon over.
    let patient = try server.ledger(clock: ManualClock { try await Task.sleep(for: .seconds(60)) })
    let late = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await patient.create(Sample.record())
    }
    late.cancel()
    #expect(try await late.value.record == Sample.record())
    await server.stop()
  }
}

extension LedgerError {
  var isUnreachable: Bool { if case .unreachable = self { true } else { false } }
}
