import Dagster
import ExactText
import FuzzTargets
import JSONTree
import Synchronization

/// Answers each request with what the input says: made up of what was asked for, or the bytes as they are.
final class MadeUpServer: GraphQLTransport {
  /// Whoever asks more often would go on forever: the same page again and again.
  private static let mostRequests = 200
  private static let statuses = [200, 200, 200, 200, 201, 302, 400, 401, 403, 404, 429, 500, 502, 503]
  private static let types = ["application/json", "text/html", ""]

  private struct State {
    var generator: AnswerGenerator
    var raw: [UInt8]?
    var requests = 0
  }

  private let state: Mutex<State>

  /// - Parameter raw: every answer's body; `nil` for made up ones.
  init(_ choices: Choices, raw: [UInt8]? = nil) {
    state = Mutex(State(generator: AnswerGenerator(choices: choices), raw: raw))
  }

  /// Whether it was asked more often than there can be answers.
  var isAskedWithoutEnd: Bool { state.withLock { $0.requests > Self.mostRequests } }

  func post(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    let response = state.withLock { state -> TransportResponse? in
      state.requests += 1
      guard state.requests <= Self.mostRequests else { return nil }
      let status = state.raw == nil ? 200 : state.generator.choices.element(of: Self.statuses)
      let type = state.raw == nil ? Self.types[0] : state.generator.choices.element(of: Self.types)
      let body = state.raw ?? state.generator.answer(to: Self.query(of: request)).encoded()
      return TransportResponse(status: status, contentType: type, body: body)
    }
    guard let response else { throw .invalidRequest("no further answer") }
    return response
  }

  func shutdown() async {}

  private static func query(of request: TransportRequest) -> String {
    guard case .object(let members) = JSONValue(json: request.body),
      case .string(let query) = members["query"]
    else {
      return ""
    }
    return query
  }
}

extension MadeUpServer {
  /// A client of this server that waits for nothing.
  func client() throws(DagsterError) -> DagsterClient {
    let configuration = try DagsterConfiguration(
      url: "http://dagster.test",
      retries: RetryPolicy(attempts: 1)
    )
    return DagsterClient(configuration: configuration, transport: self, jitter: { 0 })
  }
}
