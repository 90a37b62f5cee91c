internal import HTTP
internal import Kubernetes

extension Follower {
  /// Shows what a pod's log has beyond what was shown, until the stream ends, breaks or rests.
  ///
  /// A line that has not ended is not shown: it comes whole the next time.
  ///
  /// - Returns: what came after the last line's end; nil where the stream broke.
  @discardableResult
  private func readLog(of index: Int, follows: Bool) async throws(KubernetesError) -> [UInt8]? {
    let chunks = try await client.log(
      pod: sightings[index].name,
      container: job.container,
      namespace: namespace,
      since: sightings[index].position.since,
      follows: follows
    )
    var splitter = LineSplitter()
    sightings[index].position.begin()
    do throws(TransportError) {
      for try await chunk in chunks {
        for line in splitter.lines(of: chunk) { show(line, of: index) }
      }
      return splitter.rest
    } catch {
      // What the end of the stream means, the next look tells.
      return nil
    }
  }

  /// Follows the log of a container that runs.
  func readOn(_ index: Int) async throws(KubernetesError) {
    do throws(KubernetesError) {
      try await readLog(of: index, follows: true)
    } catch {
      switch error.reason {
      // The next look tells what became of the pod.
      case .notFound, .invalid: return
      // The API answers, and can't reach the node.
      case .server: tellOnce("its log can't be read now: \(error.why)", about: sightings[index].name)
      default: throw error
      }
    }
  }

  /// Reads the log of a container that has ended, which is complete when that ends by itself.
  ///
  /// - Returns: false where it is to be tried again.
  func readRest(of index: Int) async throws(KubernetesError) -> Bool {
    do throws(KubernetesError) {
      guard let rest = try await readLog(of: index, follows: false) else { return try await again(index) }
      if !rest.isEmpty { show(String(decoding: rest, as: UTF8.self), of: index) }
      return true
    } catch {
      switch error.reason {
      // The pod is gone, or its container never ran: there is no log.
      case .notFound, .invalid: return true
      // The API answers, and can't reach the node.
      case .server: return try await again(index, error)
      default: throw error
      }
    }
  }

  private func again(_ index: Int, _ error: KubernetesError? = nil) async throws(KubernetesError) -> Bool {
    sightings[index].failures += 1
    guard sightings[index].failures > 5 else { return false }
    reporter.note(
      "the log of the pod \(sightings[index].name) can't be read to its end"
        + (error.map { ": \($0.why)" } ?? "")
    )
    return true
  }

  private func show(_ line: String, of index: Int) {
    if let text = sightings[index].position.take(line) { reporter.podLine(text) }
  }
}
