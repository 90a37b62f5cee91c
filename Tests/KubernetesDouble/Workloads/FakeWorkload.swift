import Foundation
public import JSONTree
import Synchronization

/// What the controller does for one Job.
public final class FakeWorkload: Sendable {
  private let server: FakeKubernetes
  private let pods = Mutex(0)
  let namespace: String
  /// The Job as it was created.
  public let job: JSONValue

  init(_ server: FakeKubernetes, _ job: JSONValue, in namespace: String) {
    self.server = server
    self.job = job
    self.namespace = namespace
  }

  /// How many pods it has created.
  public var podCount: Int { pods.withLock(\.self) }

  /// The Job's name.
  public var name: String { job["metadata"]?["name"]?.text ?? "" }

  private var uid: String { job["metadata"]?["uid"]?.text ?? "" }

  /// Creates a pod, `NAME-pod1` and so on, that waits for a node.
  public func createsPod() -> FakePod {
    let number = pods.withLock { count in
      count += 1
      return count
    }
    let pod = FakePod(server, "\(name)-pod\(number)", in: namespace)
    let labels: JSONValue = [
      "batch.kubernetes.io/job-name": .string(name), "batch.kubernetes.io/controller-uid": .string(uid),
    ]
    server.edit("pods", pod.name, in: namespace, creates: true) { object in
      object["metadata"]?["uid"] = .string(pod.uid)
      object["metadata"]?["labels"] = labels
      object["metadata"]?["creationTimestamp"] = .string("2024-03-01T10:00:0\(number)Z")
      object["spec"] = [:]
      object["status"] = ["phase": "Pending"]
    }
    server.logs.withLock { $0[pod.name] = pod.log }
    set { $0["active"] = 1 }
    return pod
  }

  /// Says that the Job is complete, in the two steps of Kubernetes 1.32.
  public func completes() async {
    add(["type": "SuccessCriteriaMet", "status": "True", "reason": "CompletionsReached"])
    await pause()
    add(["type": "Complete", "status": "True", "reason": "CompletionsReached"])
  }

  /// Says that the Job has failed, in the two steps of Kubernetes 1.32, and by an event.
  public func fails(_ reason: String, _ message: String) async {
    aims(reason, message)
    await pause()
    add(["type": "Failed", "status": "True", "reason": .string(reason), "message": .string(message)])
    event(reason, message)
  }

  /// The first step alone: its pods are told to end.
  public func aims(_ reason: String, _ message: String) {
    add(["type": "FailureTarget", "status": "True", "reason": .string(reason), "message": .string(message)])
  }

  /// Somebody suspends it: no pod is created.
  public func isSuspended() {
    add(["type": "Suspended", "status": "True", "reason": "JobSuspended", "message": "Job suspended"])
  }

  /// Somebody lets it go on.
  public func isResumed() {
    set { status in
      let conditions = status["conditions"]?.elements ?? []
      status["conditions"] = .array(conditions.filter { $0["type"] != "Suspended" })
    }
  }

  /// Something happens to the Job.
  ///
  /// - Parameter time: when it happened last; the first pod is created at `2024-03-01T10:00:01Z`.
  public func event(_ reason: String, _ message: String, type: String = "Warning", at time: String? = nil) {
    server.event(reason, message, type: type, kind: "Job", name: name, uid: uid, in: namespace, at: time)
  }

  /// The Job is removed by hand.
  public func isDeleted() { server.edit("jobs", name, in: namespace) { $0 = .null } }

  private func add(_ condition: JSONValue) {
    set { status in
      let others = status["conditions"]?.elements ?? []
      status["conditions"] = .array(others + [condition])
    }
  }

  private func set(_ change: (inout JSONValue) -> Void) {
    server.edit("jobs", name, in: namespace) { job in
      var status = job["status"] ?? [:]
      change(&status)
      job["status"] = status
    }
  }
}

/// Long enough for somebody to look in between.
func pause() async { try? await Task.sleep(for: .milliseconds(40)) }

extension FakeKubernetes {
  func event(
    _ reason: String,
    _ message: String,
    type: String,
    kind: String,
    name: String,
    uid: String,
    in namespace: String,
    at time: String? = nil
  ) {
    edit("events", "\(name).\(UUID().uuidString.lowercased())", in: namespace, creates: true) { event in
      event["involvedObject"] = ["kind": .string(kind), "name": .string(name), "uid": .string(uid)]
      event["type"] = .string(type)
      event["reason"] = .string(reason)
      event["message"] = .string(message)
      if let time { event["lastTimestamp"] = .string(time) }
    }
  }
}
