import Kubernetes
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

  private static let once = Task { (try? await tried()) ?? false }

  private static func tried() async throws -> Bool {
    let namespace = try await TestNamespace.make()
    defer { Task { try? await namespace.remove() } }
    let client = try KubernetesClient(configuration: await namespace.configuration(as: .ofKubeconfig))
    let name = "production-jobs-probe"
    let folder = try Folder()
    try folder.write(Self.pod(name), to: "pod.json")
    try await Kubectl.run("create", "--namespace", namespace.name, "-f", "\(folder.path)/pod.json")
    let phase = try? await answer(to: "a pod of \(ClusterSettings.image)", within: 90) {
      let pod: Pod = try await client.get(name: name, namespace: namespace.name)
      return pod.hasEnded ? pod.status?.phase : nil
    }
    try await Kubectl.run("delete", "pod", name, "--namespace", namespace.name, "--wait=false")
    await client.shutdown()
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
