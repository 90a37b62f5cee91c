/// How `runner` ends. The raw values are its exit codes: part of the command line, so none changes its meaning.
package enum ExitStatus: Int32, CaseIterable, Sendable {
  case succeeded = 0
  case failed = 1
  case stalePlan = 3
  case ambiguous = 4
  case held = 5
  case documentChanged = 6
  case usage = 64
  case invalidDocument = 65
  case notFound = 66
  case unavailable = 69
  case bug = 70
  case detached = 75
  case refused = 77
  case badEnvironment = 78
}

extension ExitStatus {
  /// What the Kubernetes Job of a run does about a pod that ended with a status.
  package enum PodResponse: Sendable {
    /// The Job is complete.
    case completesJob
    /// Another pod follows, and the failure isn't counted.
    case isIgnored
    /// Another pod follows, until `backoffLimit` is reached.
    case isCounted
    /// Another pod could not end otherwise.
    case failsJob
  }

  package var podResponse: PodResponse {
    switch self {
    case .succeeded: .completesJob
    // Another pod holds the job, maybe this Job's own: to fail the Job would stop that one. The next attaches.
    case .held: .isIgnored
    case .unavailable, .detached: .isCounted
    case .failed, .stalePlan, .ambiguous, .documentChanged, .usage, .invalidDocument, .notFound, .bug,
      .refused,
      .badEnvironment:
      .failsJob
    }
  }

  /// Whether nothing follows by itself: no pod comes after one that ended so.
  package var isFinal: Bool {
    switch podResponse {
    case .completesJob, .failsJob: true
    case .isIgnored, .isCounted: false
    }
  }

  /// The exit codes with a response, in ascending order, as Kubernetes wants them.
  package static func exitCodes(with response: PodResponse) -> [Int] {
    allCases.filter { $0.podResponse == response }.map { Int($0.rawValue) }.sorted()
  }
}
