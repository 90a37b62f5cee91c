import HTTP
import Kubernetes
import KubernetesDouble
import Testing

@Suite struct TokenTests {
  @Test func aRotatedTokenIsTakenUp() async throws {
    let server = try await FakeKubernetes()
    let folder = try Folder()
    let client = try server.client(token: .file(folder.write("first\n", to: "token")))
    server.accepts(token: "first")
    _ = try await client.create(ConfigMap.sample(), namespace: "data")
    server.accepts(token: "second")
    // It rotates between the reading of the file and the answer.
    server.onPhase { phase, _ in
      if phase == .applied { _ = try? folder.write("second", to: "token") }
    }
    let map: ConfigMap = try await client.get(name: "a", namespace: "data")
    #expect(map.data == ["key": "b"])
    #expect(
      server.requests.map { $0.headers["authorization"] } == [
        "Bearer first", "Bearer first", "Bearer second",
      ]
    )
    await server.stop()
  }

  @Test func aTokenThatIsNotAcceptedIsToldOnce() async throws {
    let server = try await FakeKubernetes()
    server.accepts(token: "good")
    let client = try server.client(token: .text("bad"))
    let error = await #expect(throws: KubernetesError.self) {
      let _: [ConfigMap] = try await client.list(namespace: "data")
    }
    #expect(
      error?.description
        == "cannot list the ConfigMaps in the namespace data: the Kubernetes API at \(server.url) "
        + "answered: 401 Unauthorized; check that the token is of this cluster and not expired: "
        + "`kubectl create token SERVICE_ACCOUNT` makes one"
    )
    #expect(server.requests.count == 1)
    await server.stop()
  }

  @Test func aTokenFileThatIsNotThereIsTold() async throws {
    let server = try await FakeKubernetes()
    let client = try server.client(token: .file("/nope"))
    let error = await #expect(throws: KubernetesError.self) {
      let _: ConfigMap = try await client.get(name: "a", namespace: "data")
    }
    #expect(
      error?.description == "cannot get the ConfigMap data/a: the file /nope cannot be read: "
        + "check that it is mounted"
    )
    #expect(server.requests.isEmpty)
    await server.stop()
  }
}
