import NIOCore
import NIOPosix
public import NIOSSL
import Synchronization

/// A Kubernetes API server on 127.0.0.1, in this process, that keeps its objects in memory and fails when
/// it is told to.
///
/// Each kind of objects is a file in Resources.
public final class FakeKubernetes: Sendable {
  struct Settings {
    var tokens: Set<String>?
    var denied: Set<String> = []
    var faults: [PlannedFault] = []
    var hook: (@Sendable (RequestPhase, FakeRequest) async -> Void)?
    var requests: [FakeRequest] = []
  }

  struct PlannedFault {
    var fault: Fault
    var left: Int
    var matches: @Sendable (FakeRequest) -> Bool
  }

  let settings = Mutex(Settings())
  let store: Mutex<ObjectStore>
  let listener: Listener

  /// A server that listens.
  ///
  /// - Parameters:
  ///   - port: 0 for any that is free.
  ///   - namespaces: those that there are.
  ///   - tls: what makes it speak TLS.
  public init(
    port: Int = 0,
    namespaces: Set<String> = ["default", "data"],
    tls: NIOSSLContext? = nil
  ) async throws {
    store = Mutex(ObjectStore(namespaces: namespaces))
    listener = Listener(port: port, tls: tls)
    try await start()
  }

  /// The base address; it stays the same when the server goes down and comes up again.
  public var url: String { listener.url }

  /// What came in, in order.
  public var requests: [FakeRequest] { settings.withLock(\.requests) }

  /// Lets in only whoever has one of these tokens; before, everybody is let in.
  public func accepts(token: String...) {
    settings.withLock { $0.tokens = Set(token) }
  }

  /// Answers these verbs (`create`, `list`, …) with 403.
  public func denies(_ verbs: String...) {
    settings.withLock { $0.denied = Set(verbs) }
  }

  /// Makes the next requests fail, those that `matches` picks; faults that were given before go first.
  public func inject(
    _ fault: Fault,
    times: Int = 1,
    where matches: @escaping @Sendable (FakeRequest) -> Bool = { _ in true }
  ) {
    settings.withLock { $0.faults.append(PlannedFault(fault: fault, left: times, matches: matches)) }
  }

  /// Forgets the faults that have not come up yet.
  public func clearFaults() {
    settings.withLock { $0.faults = [] }
  }

  /// Calls `hook` at each phase of each request, and goes on when it returns.
  public func onPhase(_ hook: (@Sendable (RequestPhase, FakeRequest) async -> Void)?) {
    settings.withLock { $0.hook = hook }
  }

  /// Whether connections are refused.
  public var isDown: Bool { listener.isDown }

  /// Breaks all connections and refuses new ones; the objects stay.
  public func stop() async {
    await listener.stop()
  }

  /// Listens again, on the same port.
  public func start() async throws {
    try await listener.start(
      Service { [weak self] in
        await self?.respond(to: $0) ?? .reset
      } answered: { [weak self] in
        await self?.reached(.answered, $0)
      }
    )
  }
}
