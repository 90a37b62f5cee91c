import DagsterModel
import JSONTree
import Synchronization

@testable import Dagster

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A Dagster in memory: as much of its GraphQL as a job run meets.
final class FakeDagster: GraphQLTransport {
  /// What goes wrong with one exchange.
  enum Fault: Sendable {
    /// Nothing goes wrong.
    case nothing
    /// The request does not arrive.
    case before(TransportError)
    /// It is carried out, and the answer is lost.
    case after(TransportError)
    /// It is carried out twice, and the answer is lost.
    case twice(TransportError)
    /// Dagster answers this, of the member of the name.
    case answer(String, JSONValue)
    /// Something before Dagster answers this.
    case http(TransportResponse)
  }

  /// Something that was launched.
  struct Work: Sendable {
    var id: String
    var isBackfill: Bool
    var tags: [Tag]
    var targeted: Int
    /// Of a backfill.
    var partitions: [String] = []
    var failing: Set<String> = []
    var looks = 0
    var isCanceled = false
    var job = "__ASSET_JOB"
    /// Whether it is there before the job, and has ended.
    var isOld = false
    /// When it failed; `nil` for one that hasn't.
    var failed: Double?
    /// Of another try at a run: that run, and the first of its chain.
    var parent: String?
    var root: String?
  }

  /// How failed runs are retried.
  struct Retries: Sendable {
    /// What Dagster writes of it; `nil` for nothing.
    var promise: Bool?
    /// After how many looks at a failed run its retry is there; `nil` for never.
    var looks: Int?
    /// How many looks at a retry show it under way.
    var looksToEnd = 1
  }

  struct State: Sendable {
    /// By operation; each is used up by one exchange.
    var faults: [String: [Fault]] = [:]
    /// How many looks show a launch under way.
    var looksToEnd = 2
    /// What a backfill takes on instead of what it is asked for.
    var taken: Int?
    /// Partitions that the next backfill can't materialize.
    var failing: Set<String> = []
    /// Those whose retry has succeeded anyway when the backfill ends, too late to be counted.
    var settledLate: Set<String> = []
    /// The ids of what doesn't end where it is canceled.
    var stubborn: Set<String> = []
    /// What becomes of runs: each fails at its first attempt; `nil` where all succeed.
    var retries: Retries?
    /// Whether its database finds backfills by their tags before they have runs.
    var isMigrated = true
    var assets = FakeAsset.all
    var links = Links()
    var ended = Ended()
    var automations: [Automation] = []
    /// Code locations that can't be loaded.
    var unloaded: Set<String> = []
    var unfinishedBackfills: [JSONValue] = []
    var heartbeat: Double? = 1_709_287_200
    var version = "1.13.27"
    var work: [Work] = []
    var operations: [String] = []
  }

  private let state: Mutex<State>

  init(_ change: (inout State) -> Void = { _ in }) {
    var state = State()
    change(&state)
    self.state = Mutex(state)
  }

  var work: [Work] { state.withLock(\.work) }

  /// What was sent, in order.
  var operations: [String] { state.withLock(\.operations) }

  /// How often an operation was sent.
  func count(of operation: String) -> Int { state.withLock { $0.operations.count { $0 == operation } } }

  func change(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

  /// A client that sends everything once.
  func client() throws -> DagsterClient {
    let configuration = try DagsterConfiguration(url: "http://dagster", retries: RetryPolicy(attempts: 1))
    return DagsterClient(configuration: configuration, transport: self)
  }

  func shutdown() async {}

  func post(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    guard let body = try? JSONDecoder().decode(JSONValue.self, from: Data(request.body)),
      let name = body["operationName"]?.text
    else { throw .invalidRequest("no operation") }
    let variables = body["variables"] ?? [:]
    return try state.withLock { state throws(TransportError) in
      state.operations.append(name)
      let fault = state.faults[name]?.first
      if fault != nil { state.faults[name]?.removeFirst() }
      if case .before(let error) = fault { throw error }
      if case .http(let response) = fault { return response }
      if case .answer(let member, let value) = fault { return Self.response(.object([member: value])) }
      let data = state.answer(name, variables)
      switch fault {
      case .after(let error): throw error
      case .twice(let error):
        _ = state.answer(name, variables)
        throw error
      default: break
      }
      return Self.response(data)
    }
  }
}

extension FakeDagster {
  fileprivate static func response(_ data: JSONValue) -> TransportResponse {
    let answer: JSONValue = ["data": data]
    return TransportResponse(status: 200, contentType: "application/json", body: answer.encoded())
  }
}

/// An asset that `FakeDagster` knows.
struct FakeAsset: Sendable {
  var name: String
  /// Dagster's name for the kind; `nil` without partitions.
  var type: String?
  var format: String?
  var dimensions: [DimensionKeys] = []
  /// The dynamic definitions of its dimensions, by their names.
  var dynamic: [String: String] = [:]

  var keys: [String] { dimensions.count == 1 ? dimensions[0].keys : [] }

  static let days = (1...9).map { "2024-02-0\($0)" }

  static let all = [
    FakeAsset(
      name: "orders",
      type: "TIME_WINDOW",
      format: "%Y-%m-%d",
      dimensions: [DimensionKeys(name: "default", keys: days)]
    ),
    FakeAsset(
      name: "regions",
      type: "STATIC",
      dimensions: [DimensionKeys(name: "default", keys: ["eu", "us", "apac"])]
    ),
    FakeAsset(name: "customers", type: "DYNAMIC", dimensions: [DimensionKeys(name: "default", keys: [])]),
    FakeAsset(
      name: "sales",
      type: "MULTIPARTITIONED",
      dimensions: [
        DimensionKeys(name: "date", keys: days), DimensionKeys(name: "region", keys: ["eu", "us"]),
      ]
    ),
    FakeAsset(name: "products"),
  ]
}

extension FakeAsset {
  init(name: String, like other: FakeAsset) {
    self = other
    self.name = name
  }
}
