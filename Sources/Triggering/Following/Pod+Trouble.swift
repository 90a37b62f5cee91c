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

  /// Whether it may still run.
  var lives: Bool { !hasEnded && metadata.deletionTimestamp == nil }

  /// Whether its container ended for want of memory, or could not even be started for it.
  func lackedMemory(_ container: String) -> Bool {
    guard let terminated = state(of: container)?.terminated else { return false }
    let message = terminated.message ?? ""
    return terminated.reason == "OOMKilled"
      || (terminated.reason == "StartError" && (message.contains("memory") || message.contains("OOM")))
  }

  /// Why nobody hears of it though it runs, as far as Kubernetes knows; nil where there is nothing of the kind.
  ///
  /// - Parameter isOverdue: whether it was to be gone by now.
  func nodeTrouble(isOverdue: Bool) -> String? {
    let isEvicted =
      metadata.deletionTimestamp != nil && condition("DisruptionTarget")?.reason == "DeletionByTaintManager"
    let isUnheard =
      metadata.deletionTimestamp == nil && ["False", "Unknown"].contains(condition("Ready")?.status)
    guard isOverdue || isEvicted || isUnheard else { return nil }
    let finding = isUnheard ? "Kubernetes calls it not ready" : "it is to be deleted and doesn't go"
    let node = spec?.nodeName ?? "NAME"
    return
      "\(finding): its node \(node) may be away, and as long as that isn't known no other pod starts. Where the node "
      + "comes back, all goes on by itself; where it is gone for good: kubectl delete node \(node), and a new pod attaches "
      + "to the work. To delete the pod alone, even by force, does not help"
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
      if let reason = terminated.reason, !["Completed", "Error"].contains(reason) {
        parts.append(Self.words(reason, reason == "StartError" ? terminated.message : nil))
      }
    }
    if let disruption = condition("DisruptionTarget"), disruption.isTrue {
      parts.append(Self.words(disruption.reason ?? "disrupted", disruption.message))
    } else if let reason = status?.reason {
      parts.append(Self.words(reason, status?.message))
    }
    return parts.isEmpty ? "ended without giving a reason" : parts.joined(separator: ", ")
  }

  private static func words(_ reason: String, _ message: String?) -> String {
    let message = message ?? ""
    return (message.isEmpty || message == reason ? reason : "\(reason): \(message)").withoutControls
  }
}

extension Job {
  /// Whether none of its pods lives, and the last one ended for want of memory.
  func lacksMemory(_ pods: [Pod]) -> Bool {
    let last = pods.max { ($0.metadata.creationTimestamp ?? "") < ($1.metadata.creationTimestamp ?? "") }
    return !pods.contains { $0.lives } && (last?.lackedMemory(container) ?? false)
  }

  /// What to do about a pod that ended for want of memory.
  var memoryAdvice: String {
    "it needs more memory than its limit of \(spec?.memoryLimit ?? "its node"): raise it in the job by "
      + ".kubernetes(KubernetesSettings(memory: …)), run emit, merge, and start the job again, which then takes this Job's "
      + "place; what it began goes on meanwhile"
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

  /// Whether it is past: a pod that could not be created was created since.
  func isPast(_ pods: [Pod]) -> Bool {
    guard reason == "FailedCreate", let time = lastTimestamp ?? eventTime else { return false }
    return pods.contains { ($0.metadata.creationTimestamp ?? "") >= time }
  }

  /// Whether a pod waits for a ConfigMap that isn't there.
  func misses(_ configMap: String) -> Bool {
    reason == "FailedMount" && (message ?? "").contains("configmap \"\(configMap)\" not found")
  }

  /// `FailedCreate: pods "a-1" is forbidden: …`
  var words: String { "\(reason ?? "Warning"): \(message ?? "")".withoutControls }
}
