import Foundation
import JSONTree
import Synchronization
import TestSupport

/// What a container has written, and those who read on.
public final class PodLog: Sendable {
  /// What a reader gets.
  enum Part: Sendable {
    case bytes([UInt8])
    /// The connection breaks.
    case broken
  }

  private struct State {
    var entries: [(time: String, text: String, isWhole: Bool)] = []
    var readers: [UUID: AsyncStream<Part>.Continuation] = [:]
    var isEnded = false
    var tenths = 0
    var opened = 0
    var finding: String?
  }

  private let state = Mutex(State())

  /// How often somebody began to read it.
  public var timesOpened: Int { state.withLock(\.opened) }

  /// A line a tenth of a second after the one before, or at a time of its own.
  public func writes(_ lines: String..., at time: String? = nil, isWhole: Bool = true) {
    for line in lines { write(line, at: time, isWhole: isWhole, prefix: nil) }
  }

  /// The node begins a new file: streams end in silence, and what was written before is gone.
  public func rotates() {
    state.withLock { state in
      state.entries = []
      Self.finish(&state)
    }
  }

  /// Streams end in silence, and nothing is gone.
  public func endsStreams() { state.withLock { Self.finish(&$0) } }

  /// The node answers with this in the log's place, as one does that doesn't find the file; nil for the log again.
  public func isReplaced(by finding: String?) {
    state.withLock { state in
      state.finding = finding
      Self.finish(&state)
    }
  }

  /// Connections break after these first characters of a line.
  public func breaks(after count: Int, of line: String) {
    write(line, at: nil, isWhole: true, prefix: count)
  }

  /// Nothing more comes.
  func ends() {
    state.withLock { state in
      state.isEnded = true
      Self.finish(&state)
    }
  }

  /// Waits until somebody reads on, for the nth time at least.
  public func isFollowed(_ times: Int = 1) async {
    await waitUntil { state.withLock { $0.opened >= times && !$0.readers.isEmpty } }
  }

  /// Waits until somebody began to read it for the nth time.
  public func isOpened(_ times: Int) async {
    await waitUntil { timesOpened >= times }
  }

  private static func finish(_ state: inout State) {
    for reader in state.readers.values { reader.finish() }
    state.readers = [:]
  }

  private func write(_ text: String, at time: String?, isWhole: Bool, prefix: Int?) {
    state.withLock { state in
      state.tenths += 1
      let (seconds, tenth) = state.tenths.quotientAndRemainder(dividingBy: 10)
      let time = time ?? "2024-03-01T10:00:\(seconds < 10 ? "0" : "")\(seconds).\(tenth)00000000Z"
      state.entries.append((time, text, isWhole))
      let line = Array("\(time) \(text)\(isWhole ? "\n" : "")".utf8)
      for reader in state.readers.values {
        reader.yield(.bytes(prefix.map { Array(line.prefix(time.utf8.count + 1 + $0)) } ?? line))
        if prefix != nil { reader.yield(.broken) }
      }
      if prefix != nil { Self.finish(&state) }
    }
  }

  /// - Parameter since: cut to whole seconds, as the API server hands it to the node.
  func parts(since: String?, follows: Bool) -> AsyncStream<Part> {
    let (parts, reader) = AsyncStream.makeStream(of: Part.self)
    state.withLock { state in
      state.opened += 1
      if let finding = state.finding {
        reader.yield(.bytes(Array(finding.utf8)))
        return reader.finish()
      }
      for entry in state.entries where since.map({ entry.time.prefix(19) >= $0.prefix(19) }) ?? true {
        reader.yield(.bytes(Array("\(entry.time) \(entry.text)\(entry.isWhole ? "\n" : "")".utf8)))
      }
      if follows, !state.isEnded { state.readers[UUID()] = reader } else { reader.finish() }
    }
    return parts
  }
}

extension FakeKubernetes {
  /// The answer to a request for a log.
  func logAnswer(to request: FakeRequest, of target: FakeRequest.Target) throws(Status) -> Listener.Response {
    let name = target.name ?? ""
    guard let pod = objects("pods", in: target.namespace)[name], let log = logs.withLock({ $0[name] }) else {
      throw .notFound("pods", name)
    }
    guard case .array(let statuses) = pod["status"]?["containerStatuses"],
      let state = statuses.first?["state"],
      state["waiting"] == nil
    else {
      throw .badRequest("container \"runner\" in pod \"\(name)\" is waiting to start: ContainerCreating")
    }
    return .stream(log.parts(since: request.query["sinceTime"], follows: request.query["follow"] == "true"))
  }
}
