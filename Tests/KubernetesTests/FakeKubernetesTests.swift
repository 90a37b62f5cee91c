import Kubernetes
import KubernetesDouble
import Synchronization
import TestSupport
import Testing

/// The double's own promises, that others build on.
@Suite struct FakeKubernetesTests {
  @Test func aHookIsCalledAtEachPhase() async throws {
    let server = try await FakeKubernetes()
    let phases = Mutex<[String]>([])
    server.onPhase { [weak server] phase, request in
      let isThere = server?.configMaps(in: "data").isEmpty == false
      phases.withLock { $0.append("\(request.verb) \(phase) \(isThere)") }
    }
    let client = try server.client()
    _ = try await client.create(ConfigMap.sample(), namespace: "data")
    await waitUntil { phases.withLock { $0.count >= 3 } }
    #expect(
      phases.withLock { $0 } == ["create received false", "create applied true", "create answered true"]
    )
    await server.stop()
  }

  @Test func faultsComeUpInOrderWhereTheyMatch() async throws {
    let server = try await FakeKubernetes()
    let client = try server.client()
    server.inject(.http(503), times: 2) { $0.verb == "create" }
    server.inject(.http(500, .afterEffect)) { $0.verb == "create" }
    var statuses: [Int] = []
    for _ in 0..<3 {
      do throws(KubernetesError) {
        _ = try await client.create(ConfigMap.sample(), namespace: "data")
      } catch {
        if case .server(let status, _, _) = error.reason { statuses.append(status) }
      }
    }
    #expect(statuses == [503, 503, 500])
    #expect(server.configMaps(in: "data").count == 1)
    await server.stop()
  }

  @Test func itComesUpAgainOnTheSamePort() async throws {
    let server = try await FakeKubernetes()
    let url = server.url
    let client = try server.client()
    _ = try await client.create(ConfigMap.sample(), namespace: "data")
    for _ in 0..<3 {
      await server.stop()
      let error = await #expect(throws: KubernetesError.self) {
        let _: ConfigMap = try await client.get(name: "a", namespace: "data")
      }
      #expect(error?.isTransient == true)
      try await server.start()
      let map: ConfigMap = try await client.get(name: "a", namespace: "data")
      #expect(map.data == ["key": "b"])
    }
    #expect(server.url == url)
    await server.stop()
  }
}
