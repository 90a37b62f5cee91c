internal import HTTP
internal import Kubernetes
import Ledger

extension Follower {
  /// How a log's stream ended.
  private enum StreamEnd {
    /// By itself; with what came after the last line's end.
    case ended(rest: String)
    /// With this in place of a log: a node that can't read one says so with status 200.
    case replaced(by: String)
    /// It broke, or rested for too long.
    case broken
  }

  /// Shows what a pod's log has beyond what was shown, until the stream ends, breaks or rests.
  ///
  /// A line that has not ended is not shown: it comes whole the next time.
  private func readLog(of index: Int, follows: Bool) async throws(KubernetesError) -> StreamEnd {
    let chunks = try await client.log(
      pod: sightings[index].name,
      container: job.container,
      namespace: namespace,
      since: sightings[index].position.since,
      follows: follows
    )
    var splitter = LineSplitter()
    var finding: String?
    sightings[index].position.begin()
    do throws(TransportError) {
      for try await chunk in chunks {
        for line in splitter.lines(of: chunk) {
          if LogPosition.hasTime(line) { show(line, of: index) } else { finding = line }
        }
      }
      let rest = String(decoding: splitter.rest, as: UTF8.self)
      if !follows, !rest.isEmpty, !LogPosition.hasTime(rest) { finding = rest }
      return finding.map { .replaced(by: $0) } ?? .ended(rest: rest)
    } catch {
      // What the end of the stream means, the next look tells.
      return .broken
    }
  }

  /// Follows the log of a container that runs.
  func readOn(_ index: Int) async throws(KubernetesError) {
    do throws(KubernetesError) {
      if case .replaced(let finding) = try await readLog(of: index, follows: true) {
        tellUnread(index, finding)
      }
      sightings[index].failures = 0
    } catch {
      switch error.reason {
      // The next look tells what became of the pod.
      case .notFound, .invalid: return
      // The API answers, and can't reach the node.
      case .server: tellUnread(index, error.why)
      // The next look tells whether it is the API that is away; where it never is, it is the node.
      case .transport(let error) where isSilence(error, of: index): return
      case .transport:
        sightings[index].failures += 1
        if sightings[index].failures > 1, !Task.isCancelled { tellUnread(index, error.why) }
      default: throw error
      }
    }
  }

  /// Whether no answer may only mean that nothing was written: a kubelet begins to answer with the log's first byte.
  private func isSilence(_ error: TransportError, of index: Int) -> Bool {
    guard case .timedOut(.waiting, _) = error, sightings[index].position.since == nil else { return false }
    return nodeTrouble(of: index) == nil
  }

  /// Reads the log of a container that has ended, which is complete when that ends by itself.
  ///
  /// - Returns: false where it is to be tried again.
  func readRest(of index: Int) async throws(KubernetesError) -> Bool {
    do throws(KubernetesError) {
      switch try await readLog(of: index, follows: false) {
      case .ended(let rest):
        if !rest.isEmpty { show(rest, of: index) }
        return true
      case .replaced(let finding): return isGivenUp(index, finding)
      case .broken: return isGivenUp(index, nil)
      }
    } catch {
      switch error.reason {
      // The pod is gone, or its container never ran: there is no log.
      case .notFound, .invalid: return true
      // The API answers, and can't reach the node, or not soon enough.
      case .server, .transport: return isGivenUp(index, error.why)
      default: throw error
      }
    }
  }

  /// Whether a log that could not be read to its end has had its time to be read.
  private func isGivenUp(_ index: Int, _ why: String?) -> Bool {
    let now = patience.clock.uptime()
    let since = sightings[index].unreadSince ?? now
    sightings[index].unreadSince = since
    if let why, !Task.isCancelled { tellUnread(index, why) }
    guard patience.hasPassed(patience.log, since: since) else { return false }
    reporter.note(
      "the log of the pod \(sightings[index].name) can't be read to its end" + (why.map { ": \($0)" } ?? "")
    )
    return true
  }

  private func tellUnread(_ index: Int, _ why: String) {
    tellOnce("its log can't be read now: \(why.withoutControls)", about: sightings[index].name)
  }

  private func show(_ line: String, of index: Int) {
    if let text = sightings[index].position.take(line) { reporter.podLine(text) }
  }
}
