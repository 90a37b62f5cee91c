import Foundation
import HTTP
import JSONTree
import Kubernetes
import KubernetesDouble
import Testing

/// Streams, as the client reads them.
@Suite(.timeLimit(.minutes(1))) struct LogTests {
  private func text(_ chunks: TransportChunks) async throws(TransportError) -> String {
    var bytes: [UInt8] = []
    for try await chunk in chunks { bytes += chunk }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A server with one Job whose pod runs.
  private func server() async throws -> (server: FakeKubernetes, pod: FakePod) {
    let server = try await FakeKubernetes()
    let (pods, created) = AsyncStream.makeStream(of: FakePod.self)
    server.onJob { work in
      let pod = work.createsPod()
      pod.runs()
      created.yield(pod)
    }
    let client = try server.client()
    let spec: JSONValue = ["template": ["spec": [:]]]
    _ = try await client.create(Job(metadata: ObjectMetadata(name: "a"), spec: spec), namespace: "data")
    for await pod in pods { return (server, pod) }
    throw CancellationError()
  }

  private func open(
    _ server: FakeKubernetes,
    rest: Duration = .seconds(30),
    follows: Bool
  ) async throws -> (KubernetesClient, TransportChunks) {
    var configuration = try KubernetesConfiguration(url: server.url)
    configuration.timeouts.rest = rest
    let client = try KubernetesClient(configuration: configuration)
    return (
      client,
      try await client.log(pod: "a-pod1", container: "runner", namespace: "data", follows: follows)
    )
  }

  @Test func comesAsItIsWritten() async throws {
    let (server, pod) = try await server()
    pod.log.writes("one")
    let (client, chunks) = try await open(server, follows: true)
    var iterator = chunks.makeAsyncIterator()
    #expect(
      try await iterator.next().map { String(decoding: $0, as: UTF8.self) }
        == "2024-03-01T10:00:00.100000000Z one\n"
    )
    pod.log.writes("two")
    #expect(
      try await iterator.next().map { String(decoding: $0, as: UTF8.self) }
        == "2024-03-01T10:00:00.200000000Z two\n"
    )
    pod.ends(0)
    #expect(try await iterator.next() == nil)
    let query = server.requests.last?.query
    #expect(query == ["container": "runner", "timestamps": "true", "follow": "true"])
    await client.shutdown()
    await server.stop()
  }

  @Test func aBreakIsNoEnd() async throws {
    let (server, pod) = try await server()
    pod.log.writes("zero")
    let (client, chunks) = try await open(server, follows: true)
    await pod.log.isFollowed()
    pod.log.breaks(after: 2, of: "one")
    let error = await #expect(throws: TransportError.self) { try await text(chunks) }
    guard case .connectionLost(_, mayHaveBeenReceived: true) = error else {
      Issue.record("found \(String(describing: error))")
      return
    }
    await client.shutdown()
    await server.stop()
  }

  @Test func aRestIsAnEndOfItsOwn() async throws {
    let (server, pod) = try await server()
    pod.log.writes("one")
    let (client, chunks) = try await open(server, rest: .seconds(2), follows: true)
    let error = await #expect(throws: TransportError.self) { try await text(chunks) }
    #expect(error == .timedOut(.reading, after: .seconds(2)))
    await client.shutdown()
    await server.stop()
  }

  /// A node begins to answer with the log's first byte.
  @Test func whereNothingIsWrittenYetThereIsNoAnswer() async throws {
    let (server, _) = try await server()
    let error = await #expect(throws: KubernetesError.self) {
      _ = try await open(server, rest: .seconds(2), follows: true)
    }
    #expect(error?.reason == .transport(.timedOut(.waiting, after: .seconds(2))))
    await server.stop()
  }

  @Test func aCancelledReaderIsToldSo() async throws {
    let (server, pod) = try await server()
    pod.log.writes("one")
    let (client, chunks) = try await open(server, follows: true)
    let reader = Task { try await text(chunks) }
    await pod.log.isFollowed()
    reader.cancel()
    let error = await #expect(throws: TransportError.self) { try await reader.value }
    #expect(error == .cancelled(mayHaveBeenReceived: true))
    await client.shutdown()
    await server.stop()
  }

  @Test func whatIsNoLogIsAnError() async throws {
    let (server, pod) = try await server()
    pod.waits("ContainerCreating")
    let error = await #expect(throws: KubernetesError.self) { _ = try await open(server, follows: true) }
    #expect(
      error?.reason
        == .invalid(message: "container \"runner\" in pod \"a-pod1\" is waiting to start: ContainerCreating")
    )
    server.denies("get pods/log")
    let denied = await #expect(throws: KubernetesError.self) { _ = try await open(server, follows: true) }
    #expect(denied?.what == "cannot get the log of the Pod data/a-pod1")
    #expect(denied?.advice == "give the account a Role with the verb get on pods/log in data")
    await server.stop()
  }
}
