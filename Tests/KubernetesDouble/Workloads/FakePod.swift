import Foundation
import JSONTree
import Synchronization

/// What the scheduler and the node do with one pod, whose one container is `runner`.
public final class FakePod: Sendable {
  private let server: FakeKubernetes
  private let namespace: String
  let uid = UUID().uuidString.lowercased()
  /// Its log, which tests can break.
  public let log = PodLog()
  /// The pod's name.
  public let name: String

  init(_ server: FakeKubernetes, _ name: String, in namespace: String) {
    self.server = server
    self.name = name
    self.namespace = namespace
  }

  /// No node takes it.
  public func isUnschedulable(_ message: String) {
    status {
      $0["conditions"] = [
        ["type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": .string(message)]
      ]
    }
  }

  /// A node has it, and its container waits.
  public func waits(_ reason: String, _ message: String? = nil) {
    status {
      $0["conditions"] = [["type": "PodScheduled", "status": "True"]]
      $0.container = [
        "waiting": ["reason": .string(reason), "message": message.map(JSONValue.string) ?? .null]
      ]
    }
  }

  /// Its container starts.
  public func runs() {
    status {
      $0["phase"] = "Running"
      $0["conditions"] = [["type": "PodScheduled", "status": "True"]]
      $0.container = ["running": ["startedAt": "2024-03-01T10:00:00Z"]]
    }
  }

  /// The machine that it is on.
  public func isOn(_ node: String) {
    server.edit("pods", name, in: namespace) { $0["spec"]?["nodeName"] = .string(node) }
  }

  /// Its node isn't heard of any more: the controller of nodes says so after some 50 s (1.32).
  public func isUnheardOf() {
    status {
      $0["conditions"] = [["type": "PodScheduled", "status": "True"], ["type": "Ready", "status": "False"]]
    }
  }

  /// Its node isn't heard of for 5 min more: the pod is to be deleted, and nobody is there to do it. It stays
  /// `Running`.
  public func isEvictedFromALostNode() {
    status {
      $0["conditions"] = [
        ["type": "PodScheduled", "status": "True"], ["type": "Ready", "status": "False"],
        [
          "type": "DisruptionTarget", "status": "True", "reason": "DeletionByTaintManager",
          "message": "Taint manager: deleting due to NoExecute taint",
        ],
      ]
    }
    isToBeDeleted()
  }

  /// Somebody deletes it, and its node does nothing about it yet.
  public func isToBeDeleted() {
    server.edit("pods", name, in: namespace) {
      $0["metadata"]?["deletionTimestamp"] = "2024-03-01T10:00:30Z"
      $0["metadata"]?["deletionGracePeriodSeconds"] = 30
    }
  }

  /// Its container ends, and its log with it.
  ///
  /// - Parameter message: what the container runtime says of it.
  public func ends(_ exitCode: Int, reason: String? = nil, message: String? = nil) {
    status {
      $0["phase"] = exitCode == 0 ? "Succeeded" : "Failed"
      let reason = reason ?? (exitCode == 0 ? "Completed" : "Error")
      var terminated: JSONValue = ["exitCode": .int(exitCode), "reason": .string(reason)]
      if let message { terminated["message"] = .string(message) }
      $0.container = ["terminated": terminated]
    }
    log.ends()
  }

  /// It is evicted by the API: its container is told to end.
  public func isEvicted(_ exitCode: Int) {
    status {
      $0["conditions"] = [
        [
          "type": "DisruptionTarget", "status": "True", "reason": "EvictionByEvictionAPI",
          "message": "Eviction API: evicting",
        ]
      ]
      $0["phase"] = "Failed"
      $0.container = ["terminated": ["exitCode": .int(exitCode), "reason": "Error"]]
    }
    log.ends()
  }

  /// It goes, and its log with it.
  public func isDeleted() {
    server.edit("pods", name, in: namespace) { $0 = .null }
    server.logs.withLock { $0[name] = nil }
    log.ends()
  }

  /// Something happens to it.
  public func event(_ reason: String, _ message: String, type: String = "Warning") {
    server.event(reason, message, type: type, kind: "Pod", name: name, uid: uid, in: namespace)
  }

  private func status(_ change: (inout JSONValue) -> Void) {
    server.edit("pods", name, in: namespace) { pod in
      var status = pod["status"] ?? [:]
      change(&status)
      pod["status"] = status
    }
  }
}

extension JSONValue {
  /// The state of the one container.
  fileprivate var container: JSONValue {
    get { .null }
    set { self["containerStatuses"] = [["name": "runner", "state": newValue]] }
  }
}
