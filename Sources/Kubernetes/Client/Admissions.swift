internal import Synchronization

/// What a server has let pass until now: tells a Role that is missing from a server that doesn't know of it yet.
final class Admissions: Sendable {
  private struct State {
    var passed: Set<String> = []
    /// Whether the last that was heard of the server is that it was away or ill.
    var isAway = false
  }

  private let state = Mutex(State())

  func passed(_ request: KubernetesError.Request) {
    state.withLock {
      $0.passed.insert(request.permission)
      $0.isAway = false
    }
  }

  /// Why a request failed, given what was before.
  func reason(of error: KubernetesError) -> KubernetesError.Reason {
    state.withLock { state in
      guard case .forbidden(let message) = error.reason else {
        if error.isTransient { state.isAway = true }
        return error.reason
      }
      let mayPass = state.isAway || state.passed.contains(error.request.permission)
      return mayPass ? .forbiddenForNow(message: message) : error.reason
    }
  }
}

extension KubernetesError.Request {
  /// `get pods/log in data`.
  fileprivate var permission: String { "\(verb.rawValue) \(type.permission) in \(namespace)" }
}
