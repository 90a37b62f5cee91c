import Foundation
import HTTP
import Kubernetes
import KubernetesDouble
import Synchronization
import Testing

/// Users that a program logs in, as `gke-gcloud-auth-plugin` does.
@Suite struct CredentialProgramTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// A kubeconfig whose user is logged in by a script, which is beside it.
  private func configuration(_ server: FakeKubernetes, _ script: String) throws -> KubernetesConfiguration {
    let file = try folder.write(script + "\n", to: "script")
    // A link, since a file that was just written may still be open in a process that another test has started.
    let link = "\(folder.path)/log-in"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/bin/sh")
    return try .kubeconfig(
      folder.write(
        """
        current-context: here
        contexts:
          - name: here
            context: { cluster: kind, user: ada }
        clusters:
          - name: kind
            cluster: { server: "\(server.url)" }
        users:
          - name: ada
            user:
              exec:
                apiVersion: client.authentication.k8s.io/v1beta1
                command: ./log-in
                args: ["\(file)", "a b", "$(id)"]
                env:
                  - name: WHO
                    value: ada
                installHint: Install it.
                provideClusterInfo: true

        """,
        to: "config"
      )
    )
  }

  /// Asks once, and gives what the program was told.
  private func credential(_ token: String, _ more: String = "") -> String {
    """
    echo "$WHO $# $1 $2 $KUBERNETES_EXEC_INFO" >>"$(dirname "$0")/told"
    echo '{"kind":"ExecCredential","apiVersion":"v1","status":{"token":"'"\(token)"'"\(more)}}'
    """
  }

  private func told() throws -> [String] {
    try String(contentsOfFile: "\(folder.path)/told", encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test func theTokenIsFetchedOnceAndKept() async throws {
    let server = try await FakeKubernetes()
    server.accepts(token: "secret")
    let client = try KubernetesClient(configuration: configuration(server, credential("secret")))
    for _ in 0..<3 { _ = try await client.list(ConfigMap.self, namespace: "data") }
    #expect(
      try told() == [
        #"ada 2 a b $(id) {"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential","spec":{"interactive":false}}"#
      ]
    )
    #expect("\(client.configuration.token as Any)".contains("secret") == false)
    await client.shutdown()
    await server.stop()
  }

  @Test func anExpiredOneIsFetchedAgain() async throws {
    let server = try await FakeKubernetes()
    let old = #","expirationTimestamp":"2020-01-01T00:00:00Z""#
    let client = try KubernetesClient(configuration: configuration(server, credential("secret", old)))
    for _ in 0..<3 { _ = try await client.list(ConfigMap.self, namespace: "data") }
    #expect(try told().count == 3)
    await client.shutdown()
    await server.stop()
  }

  @Test func oneThatIsNotTakenIsFetchedAgain() async throws {
    let server = try await FakeKubernetes()
    server.accepts(token: "secret-2")
    let script = credential("secret-$(cat \"$(dirname \"$0\")/told\" | wc -l | tr -d ' ')")
    let client = try KubernetesClient(configuration: configuration(server, script))
    _ = try await client.list(ConfigMap.self, namespace: "data")
    #expect(try told().count == 2)
    await client.shutdown()
    await server.stop()
  }

  @Test(arguments: [
    ("exit 3", "can't log in: FOLDER/./log-in ended with exit code 3; it says why above"),
    (
      "echo hello",
      "can't log in: expected an ExecCredential with a token from FOLDER/./log-in, found something else (a client "
        + "certificate from a program is not supported)"
    ),
  ])
  func aProgramThatLogsNobodyIn(_ script: String, _ message: String) async throws {
    let server = try await FakeKubernetes()
    let client = try KubernetesClient(configuration: configuration(server, script))
    let error = await #expect(throws: KubernetesError.self) {
      _ = try await client.list(ConfigMap.self, namespace: "data")
    }
    #expect(error?.reason == .configuration(message.replacing("FOLDER", with: folder.path)))
    #expect(server.requests.isEmpty)
    await client.shutdown()
    await server.stop()
  }
}
