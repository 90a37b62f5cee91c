import Foundation
import TestSupport

/// Tells whether a pod of the image runs, which is tried once, when the first test asks.
enum Probe {
  static var runs: Bool {
    get async {
      guard ClusterSettings.kubeconfig != nil else { return false }
      if ClusterSettings.givenImage != nil { return true }
      return await once.value
    }
  }

  private static let once = Task {
    do {
      return try await tried()
    } catch {
      FileHandle.standardError.write(Data("no pod of \(ClusterSettings.image) runs here: \(error)\n".utf8))
      return false
    }
  }

  private static func tried() async throws -> Bool {
    let namespace = try await TestNamespace.make()
    let result: Result<Bool, any Error>
    do { result = .success(try await runs(in: namespace.name)) } catch { result = .failure(error) }
    try await namespace.remove()
    return try result.get()
  }

  private static func runs(in namespace: String) async throws -> Bool {
    let name = "production-jobs-probe"
    let folder = try Folder()
    try folder.write(pod(name), to: "pod.json")
    try await Kubectl.run("create", "--namespace", namespace, "-f", "\(folder.path)/pod.json")
    let path = ["get", "pod", name, "--namespace", namespace, "-o", "jsonpath={.status.phase}"]
    let phase = try await answer(to: "a pod of \(ClusterSettings.image)", within: 90) {
      let phase = try await Kubectl.run(path)
      return ["Succeeded", "Failed"].contains(phase) ? phase : nil
    }
    try await Kubectl.run("delete", "pod", name, "--namespace", namespace, "--wait=false")
    return phase == "Succeeded"
  }

  /// One that passes `restricted`.
  private static func pod(_ name: String) -> String {
    #"""
    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "\#(name)"}, "spec": {"restartPolicy": "Never",
    "automountServiceAccountToken": false, "containers": [{"name": "runner", "image": "\#(ClusterSettings.image)",
    "command": ["sh", "-c", "true"], "securityContext": {"allowPrivilegeEscalation": false, "capabilities":
    {"drop": ["ALL"]}}}], "securityContext": {"runAsNonRoot": true, "runAsUser": 65532, "seccompProfile":
    {"type": "RuntimeDefault"}}}}
    """#
  }
}
