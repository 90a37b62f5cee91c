import Dagster
import JSONTree
import Synchronization

/// Gives prepared answers in turn, and keeps what was sent.
final class ScriptedTransport: GraphQLTransport {
  private struct State {
    var answers: [Result<TransportResponse, TransportError>]
    var requests: [TransportRequest] = []
    var isShutDown = false
  }

  private let state: Mutex<State>

  init(_ answers: [Result<TransportResponse, TransportError>]) {
    state = Mutex(State(answers: answers))
  }

  /// What was sent, in order.
  var requests: [TransportRequest] { state.withLock(\.requests) }

  /// The bodies that were sent, as JSON.
  var bodies: [JSONValue] { requests.compactMap { JSONValue(json: $0.body) } }

  var isShutDown: Bool { state.withLock(\.isShutDown) }

  func post(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    let answer = state.withLock { state -> Result<TransportResponse, TransportError>? in
      state.requests.append(request)
      return state.answers.isEmpty ? nil : state.answers.removeFirst()
    }
    guard let answer else { throw .invalidRequest("the script has no further answer") }
    return try answer.get()
  }

  func shutdown() async {
    state.withLock { $0.isShutDown = true }
  }
}

extension Result<TransportResponse, TransportError> {
  /// An answer with this body.
  static func answer(_ body: String, status: Int = 200, type: String = "application/json") -> Self {
    .success(TransportResponse(status: status, contentType: type, body: Array(body.utf8)))
  }

  /// The data of a GraphQL answer.
  static func data(_ members: String, status: Int = 200) -> Self {
    .answer(#"{"data":{"# + members + "}}", status: status)
  }
}

extension DagsterClient {
  /// A client of a script.
  static func scripted(
    _ transport: ScriptedTransport,
    clock: FakeClock = FakeClock(),
    retries: RetryPolicy = RetryPolicy(),
    jitter: Double = 1
  ) throws -> DagsterClient {
    let configuration = try DagsterConfiguration(url: "http://dagster.test", retries: retries)
    return DagsterClient(configuration: configuration, transport: transport, clock: clock, jitter: { jitter })
  }
}
