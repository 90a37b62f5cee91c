import HTTP
import JSONTree
import Kubernetes
import KubernetesDouble
import Testing

@Suite struct KubernetesClientTests {
  @Test func objectsAreCreatedReadReplacedAndDeleted() async throws {
    let server = try await FakeKubernetes()
    let client = try server.client()
    let created = try await client.create(ConfigMap.sample(), namespace: "data")
    #expect(created.data == ["key": "b"])
    var read: ConfigMap = try await client.get(name: "a", namespace: "data")
    #expect(read == created)
    read.data = ["key": "ä\n\"c\" \u{1F600}"]
    let replaced = try await client.replace(read, namespace: "data")
    #expect(replaced.metadata.resourceVersion != created.metadata.resourceVersion)
    #expect(try await client.get(ConfigMap.self, name: "a", namespace: "data") == replaced)
    try await client.delete(ConfigMap.self, name: "a", namespace: "data", uid: replaced.metadata.uid)
    #expect(server.configMaps(in: "data").isEmpty)
    #expect(server.requests.map(\.verb) == ["create", "get", "update", "get", "delete"])
    #expect(server.requests.allSatisfy { $0.headers["authorization"] == nil })
    await client.shutdown()
    await server.stop()
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var reason: KubernetesError.Reason
    var body: @Sendable (KubernetesClient) async throws -> Void
  }

  static let refusals = [
    Refusal(
      testDescription: "not there",
      reason: .notFound(kind: "configmaps", message: "configmaps \"x\" not found")
    ) {
      let _: ConfigMap = try await $0.get(name: "x", namespace: "data")
    },
    Refusal(
      testDescription: "no namespace",
      reason: .notFound(kind: "namespaces", message: "namespaces \"nowhere\" not found")
    ) {
      _ = try await $0.create(ConfigMap.sample(), namespace: "nowhere")
    },
    Refusal(
      testDescription: "there already",
      reason: .alreadyExists(message: "configmaps \"there\" already exists")
    ) {
      _ = try await $0.create(ConfigMap.sample("there"), namespace: "data")
    },
    Refusal(
      testDescription: "another version",
      reason: .conflict(
        message:
          "Operation cannot be fulfilled on configmaps \"there\": the object has been modified; please "
          + "apply your changes to the latest version and try again"
      )
    ) {
      var map = ConfigMap.sample("there")
      map.metadata.resourceVersion = "1"
      _ = try await $0.replace(map, namespace: "data")
    },
    Refusal(
      testDescription: "replacing nothing",
      reason: .notFound(kind: "configmaps", message: "configmaps \"x\" not found")
    ) {
      _ = try await $0.replace(ConfigMap.sample("x"), namespace: "data")
    },
    Refusal(
      testDescription: "over 1 MiB",
      reason: .tooLarge(
        message: "ConfigMap \"a\" is invalid: []: Too long: may not be more than 1048576 bytes"
      )
    ) {
      let text = String(repeating: "x", count: 1_048_577)
      _ = try await $0.create(ConfigMap.sample("a", text), namespace: "data")
    },
    Refusal(
      testDescription: "over 3 MiB",
      reason: .tooLarge(message: "Request entity too large: limit is 3145728")
    ) {
      let text = String(repeating: "x", count: 3_145_728)
      _ = try await $0.create(ConfigMap.sample("a", text), namespace: "data")
    },
    Refusal(
      testDescription: "a long label",
      reason: .invalid(
        message:
          "ConfigMap \"a\" is invalid: metadata.labels: Invalid value: \"\(String(repeating: "x", count: 64))\": "
          + "must be no more than 63 bytes (l)"
      )
    ) {
      let map = ConfigMap.sample("a", labels: ["l": String(repeating: "x", count: 64)])
      _ = try await $0.create(map, namespace: "data")
    },
  ]

  @Test(arguments: refusals) func refuses(_ refusal: Refusal) async throws {
    let server = try await FakeKubernetes()
    let client = try server.client()
    _ = try await client.create(ConfigMap.sample("there"), namespace: "data")
    let error = await #expect(throws: KubernetesError.self) { try await refusal.body(client) }
    #expect(error?.reason == refusal.reason)
    #expect(error?.isTransient == false)
    #expect(error?.mayHaveTakenEffect == false)
    await server.stop()
  }

  struct Answered: Sendable {
    var status: Int
    var reason: String
    var message: String
  }

  /// As API servers of 1.32 say it.
  static let denials = [
    Answered(
      status: 422,
      reason: "Invalid",
      message:
        "jobs.batch \"a-1\" is forbidden: ValidatingAdmissionPolicy 'images' with binding 'images' denied request: "
        + "an image by its digest"
    ),
    Answered(
      status: 403,
      reason: "Forbidden",
      message:
        "jobs.batch \"a-1\" is forbidden: ValidatingAdmissionPolicy 'who' with binding 'who' denied request: not you"
    ),
    Answered(
      status: 400,
      reason: "BadRequest",
      message: "admission webhook \"validate.kyverno.svc-fail\" denied the request: resource Job was blocked"
    ),
    Answered(
      status: 403,
      reason: "Forbidden",
      message: "pods \"a-1-x\" is forbidden: violates PodSecurity \"restricted:latest\": runAsNonRoot != true"
    ),
    Answered(
      status: 403,
      reason: "Forbidden",
      message: "pods \"a\" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi"
    ),
    Answered(
      status: 403,
      reason: "Forbidden",
      message:
        "configmaps \"a\" is forbidden: unable to create new content in namespace data because it is being terminated"
    ),
  ]

  @Test(arguments: denials) func aRuleOfTheClusterIsNoMissingRole(_ answered: Answered) async throws {
    let server = try await FakeKubernetes()
    let client = try server.client()
    let status = Status(answered.status, answered.reason, answered.message)
    server.inject(Fault(.beforeEffect, .status(status)))
    let error = await #expect(throws: KubernetesError.self) {
      try await client.create(ConfigMap.sample(), namespace: "data")
    }
    #expect(error?.reason == .denied(message: answered.message))
    #expect(error?.isTransient == false)
    await client.shutdown()
    await server.stop()
  }

  /// As servers say it that have just started, or that a quota is new to.
  static let unready = [
    "configmaps \"a\" is forbidden: not yet ready to handle request",
    "configmaps \"a\" is forbidden: status unknown for quota: few, resources: count/configmaps",
  ]

  @Test(arguments: unready) func aServerThatDoesNotKnowItsRulesYetIsNotReady(_ message: String) async throws {
    let server = try await FakeKubernetes()
    let client = try server.client()
    server.inject(Fault(.beforeEffect, .status(Status(403, "Forbidden", message))))
    let error = await #expect(throws: KubernetesError.self) {
      try await client.create(ConfigMap.sample(), namespace: "data")
    }
    #expect(error?.reason == .server(status: 403, message: message, retryAfter: nil))
    #expect(error?.isTransient == true)
    #expect(error?.mayHaveTakenEffect == false)
    _ = try await client.create(ConfigMap.sample(), namespace: "data")
    await client.shutdown()
    await server.stop()
  }

  @Test func aQuotaThatIsUsedUpIsNoMissingRole() async throws {
    let server = try await FakeKubernetes()
    let client = try server.client()
    let message = "configmaps \"a\" is forbidden: exceeded quota: few, used: count/configmaps=5"
    server.inject(Fault(.beforeEffect, .status(Status(403, "Forbidden", message))))
    let error = await #expect(throws: KubernetesError.self) {
      try await client.create(ConfigMap.sample(), namespace: "data")
    }
    #expect(error?.reason == .quotaExceeded(message: message))
    #expect(error?.isTransient == false)
    await client.shutdown()
    await server.stop()
  }

  @Test func aWriteIsCheckedStrictlyAndSignedByWhoever() async throws {
    let server = try await FakeKubernetes()
    var configuration = try KubernetesConfiguration(url: server.url)
    configuration.userAgent = "production-jobs-trigger/1.2.3"
    let client = try KubernetesClient(configuration: configuration)
    _ = try await client.create(ConfigMap.sample(), namespace: "data")
    _ = try await client.replace(ConfigMap.sample("a", "c"), namespace: "data")
    #expect(server.requests.map { $0.query["fieldValidation"] } == ["Strict", "Strict"])
    #expect(server.requests.allSatisfy { $0.headers["user-agent"] == "production-jobs-trigger/1.2.3" })
    await client.shutdown()
    await server.stop()
  }

  @Test func metadataAloneCanBeListed() async throws {
    let server = try await FakeKubernetes()
    let client = try server.client()
    _ = try await client.create(ConfigMap.sample("a", labels: ["l": "1"]), namespace: "data")
    let found: [PartialObject<ConfigMap>] = try await client.list(namespace: "data", labels: ["l": "1"])
    #expect(found.map(\.metadata.name) == ["a"])
    let accepts = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
    #expect(server.requests.last?.headers["accept"] == accepts)
    await client.shutdown()
    await server.stop()
  }

  @Test func replacingWithoutAVersionOverwrites() async throws {
    let server = try await FakeKubernetes()
    let client = try server.client()
    _ = try await client.create(ConfigMap.sample(), namespace: "data")
    _ = try await client.replace(ConfigMap.sample("a", "c"), namespace: "data")
    #expect(server.configMaps(in: "data")["a"]?["data"]?["key"] == "c")
    await server.stop()
  }

  @Test func listsByLabelPageByPage() async throws {
    let server = try await FakeKubernetes()
    let client = try server.client()
    for number in 1...5 {
      let labels = ["app.kubernetes.io/name": number == 3 ? "other" : "mine", "n": "1"]
      _ = try await client.create(ConfigMap.sample("map-\(number)", labels: labels), namespace: "data")
    }
    let found: [ConfigMap] = try await client.list(
      namespace: "data",
      labels: ["app.kubernetes.io/name": "mine", "n": "1"],
      limit: 2
    )
    #expect(found.map(\.metadata.name) == ["map-1", "map-2", "map-4", "map-5"])
    let lists = server.requests.filter { $0.verb == "list" }
    #expect(
      lists.map { $0.query["labelSelector"] } == Array(repeating: "app.kubernetes.io/name=mine,n=1", count: 2)
    )
    #expect(lists.map { $0.query["continue"] == nil } == [true, false])
    let elsewhere: [ConfigMap] = try await client.list(namespace: "default")
    #expect(elsewhere.isEmpty)
    await server.stop()
  }

  /// A server that starts doesn't know its Roles yet.
  @Test func aRefusalOfWhatWasAllowedMayPass() async throws {
    let server = try await FakeKubernetes()
    let client = try server.client()
    func mayPass(_ body: () async throws -> Void) async -> Bool? {
      await #expect(throws: KubernetesError.self) { try await body() }?.isTransient
    }
    func list() async throws { let _: [ConfigMap] = try await client.list(namespace: "data") }
    func create() async throws { _ = try await client.create(ConfigMap.sample(), namespace: "data") }
    server.denies("list", "create")
    #expect(await mayPass(list) == false)
    server.denies("create")
    try await list()
    server.denies("list", "create")
    #expect(await mayPass(list) == true)
    // Another permission says nothing.
    #expect(await mayPass(create) == false)
    server.inject(.http(503))
    #expect(await mayPass(create) == true)
    // The server has only just come back.
    #expect(await mayPass(create) == true)
    server.denies("create")
    try await list()
    #expect(await mayPass(create) == false)
    await client.shutdown()
    await server.stop()
  }

  @Test func aReadThatHangsEndsAtTheDeadline() async throws {
    let server = try await FakeKubernetes()
    server.inject(Fault(.beforeEffect, .hang))
    let configuration = try KubernetesConfiguration(url: server.url, timeouts: .init(request: .seconds(1)))
    let client = try KubernetesClient(configuration: configuration)
    let error = await #expect(throws: KubernetesError.self) {
      let _: ConfigMap = try await client.get(name: "a", namespace: "data")
    }
    #expect(error?.reason == .transport(.timedOut(.waiting, after: .seconds(1))))
    #expect(error?.isTransient == true)
    #expect(error?.mayHaveTakenEffect == false)
    await server.stop()
  }
}
