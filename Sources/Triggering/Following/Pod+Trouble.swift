internal import JSONTree
internal import Kubernetes

extension Job {
  /// The container that carries the job out: the first.
  var container: String {
    spec?["template"]?["spec"]?["containers"]?.elements.first?["name"]?.text ?? "runner"
  }
}

extension Pod {
  /// Whether a container of it ever ran.
  var hasStarted: Bool {
    status?.containerStatuses?.contains { $0.state?.running != nil || $0.state?.terminated != nil } ?? false
  }

  /// Why it doesn't run yet: the scheduler's reason, or the node's; nil where there is none to tell.
  func obstacle(of container: String) -> String? {
    if let scheduled = condition("PodScheduled"), scheduled.status == "False" {
      return Self.words(scheduled.reason ?? "not scheduled", scheduled.message)
    }
    guard let waiting = state(of: container)?.waiting, let reason = waiting.reason else { return nil }
    return Self.words(reason, waiting.message)
  }

  /// How it ended: the container's exit code, and what else is known of it.
  func ending(of container: String) -> String {
    var parts: [String] = []
    if let terminated = state(of: container)?.terminated {
      parts.append("exit code \(terminated.exitCode)")
      if let reason = terminated.reason, !["Completed", "Error"].contains(reason) { parts.append(reason) }
    }
    if let disruption = condition("DisruptionTarget"), disruption.isTrue {
      parts.append(Self.words(disruption.reason ?? "disrupted", disruption.message))
    } else if let reason = status?.reason {
      parts.append(Self.words(reason, status?.message))
    }
    return parts.isEmpty ? "ended without a word" : parts.joined(separator: ", ")
  }

  private static func words(_ reason: String, _ message: String?) -> String {
    let message = message ?? ""
    return (message.isEmpty || message == reason ? reason : "\(reason): \(message)").withoutControls
  }
}

extension Condition {
  /// Why it holds: `JobSuspended: Job suspended`; empty where nothing says so.
  var words: String { [reason, message].compactMap(\.self).joined(separator: ": ").withoutControls }
}

extension Event {
  /// What the state of a pod doesn't tell: pods that can't be created, volumes that can't be mounted.
  var isTelling: Bool {
    let isInState = ["Failed", "BackOff", "FailedScheduling"].contains(reason)
    // How a Job fails is an event as well, with its condition's reason (1.32).
    let isVerdict = ["BackoffLimitExceeded", "DeadlineExceeded", "PodFailurePolicy"].contains(reason)
    return type == "Warning" && !isInState && !isVerdict
  }

  /// `FailedCreate: pods "a-1" is forbidden: …`
  var words: String { "\(reason ?? "Warning"): \(message ?? "")".withoutControls }
}
