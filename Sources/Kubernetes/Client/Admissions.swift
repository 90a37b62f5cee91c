internal import Synchronization

/// What a server has let pass until now: tells a Role that is missing from a server that doesn't know of it yet.
final class Admissions: Sendable {
  private struct State {
    var passed: Set<String> = []
    /// Whether the last request failed transiently.
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
    switch error.reason {
    case .forbidden(let message):
      let mayPass = state.withLock { $0.isAway || $0.passed.contains(error.request.permission) }
      return mayPass ? .forbiddenForNow(message: message) : error.reason
    // Whether one may is asked before what is there.
    case .notFound, .alreadyExists, .conflict, .quotaExceeded, .tooLarge, .invalid, .denied:
      passed(error.request)
    default: if error.isTransient { state.withLock { $0.isAway = true } }
    }
    return error.reason
  }
}

extension KubernetesError.Request {
  /// `get pods/log in data`.
  fileprivate var permission: String { "\(verb.rawValue) \(type.permission) in \(namespace)" }
}
