import Foundation
import HTTP
import Kubernetes
import Testing

@Suite struct KubeconfigTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  static func config(cluster: String, user: String, context: String = "dev") -> String {
    """
    apiVersion: v1
    kind: Config
    preferences: {}
    current-context: \(context)
    clusters:
      - name: other
        cluster: { server: "https://other:6443" }
      - name: kind
        cluster: { \(cluster), extensions: [{ name: x }] }
    contexts:
      - name: dev
        context: { cluster: kind, user: ada, namespace: data }
      - name: nobody
        context: { cluster: kind }
      - name: lost
        context: { cluster: gone }
      - name: bare
        context: {}
    users:
      - name: ada
        user: { \(user) }
    """
  }

  private func read(_ text: String) throws -> KubernetesConfiguration {
    try .kubeconfig(folder.write(text, to: "config"))
  }

  @Test func aTokenAndAuthoritiesAreRead() throws {
    let ca = Data("PEM".utf8).base64EncodedString()
    let configuration = try read(
      Self.config(
        cluster: "server: \"https://10.0.0.1:6443\", certificate-authority-data: \(ca)",
        user: "token: s3cret"
      )
    )
    #expect(configuration.url == "https://10.0.0.1:6443")
    #expect(configuration.token == .text("s3cret"))
    #expect(
      configuration.tls.trustRoots
        == .bytes(
          Array("PEM".utf8),
          source: "in certificate-authority-data of \"kind\" in \(folder.path)/config"
        )
    )
    #expect(configuration.tls.identity == nil)
    #expect(!configuration.tls.skipsVerification)
    #expect(!"\(configuration)".contains("s3cret"))
  }

  @Test func pathsAreRelativeToTheFile() throws {
    let configuration = try read(
      Self.config(
        cluster: "server: \"https://h\", certificate-authority: ca.crt",
        user: "client-certificate: c.crt, client-key: /abs/c.key, token: x, tokenFile: tokens/t"
      )
    )
    #expect(configuration.tls.trustRoots == .file("\(folder.path)/ca.crt"))
    #expect(
      configuration.tls.identity
        == .init(certificate: .file("\(folder.path)/c.crt"), key: .file("/abs/c.key"))
    )
    #expect(configuration.token == .file("\(folder.path)/tokens/t"))
  }

  @Test func verificationMayBeSkipped() throws {
    let text = Self.config(cluster: "server: \"https://h\", insecure-skip-tls-verify: true", user: "")
    #expect(try read(text).tls == TLSSettings(skipsVerification: true))
  }

  @Test func aContextNeedsNoUser() throws {
    let text = Self.config(cluster: "server: \"http://127.0.0.1:8001\"", user: "", context: "nobody")
    #expect(try read(text).token == nil)
  }

  @Test func theFirstFileThatHasAnEntryCounts() throws {
    let first = try folder.write("current-context: dev\n", to: "first")
    let second = try folder.write(
      """
      current-context: other
      users:
        - name: ada
          user: { token: second }
      """,
      to: "second"
    )
    let third = try folder.write(
      Self.config(cluster: "server: \"https://h\"", user: "token: third"),
      to: "third"
    )
    let configuration = try KubernetesConfiguration.kubeconfig("/nope:\(first):\(second):\(third)")
    #expect(configuration.token == .text("second"))
    #expect(configuration.url == "https://h")
  }

  struct Bad: Sendable {
    var text: String
    /// `FILE` stands for the file.
    var message: String
  }

  static let instead =
    "which is not supported: run `kubectl proxy` and give --kubernetes-url http://127.0.0.1:8001, or give "
    + "--kubernetes-url, --kubernetes-ca-file and --kubernetes-token-file with the output of `kubectl create "
    + "token SERVICE_ACCOUNT`"

  static let bad = [
    Bad(
      text: config(cluster: "server: \"https://h\"", user: "exec: { command: aws }"),
      message:
        "expected the apiVersion client.authentication.k8s.io/v1 or v1beta1 of exec in \"ada\" of FILE, found \"\""
    ),
    Bad(
      text: config(
        cluster: "server: \"https://h\"",
        user: "exec: { apiVersion: client.authentication.k8s.io/v1 }"
      ),
      message: "expected a command of exec in \"ada\" of FILE, found none"
    ),
    Bad(
      text: config(cluster: "server: \"https://h\"", user: "auth-provider: { name: gcp }"),
      message: "the user \"ada\" in FILE logs in by auth-provider, \(instead)"
    ),
    Bad(
      text: config(cluster: "server: \"https://h\"", user: "username: ada, password: x"),
      message: "the user \"ada\" in FILE logs in by username, \(instead)"
    ),
    Bad(
      text: config(cluster: "server: \"https://h\"", user: "token: x, as: root"),
      message: "the user \"ada\" in FILE acts as another by as, \(instead)"
    ),
    Bad(
      text: config(cluster: "server: \"https://h\"", user: "token: x, as-groups: [admins]"),
      message: "the user \"ada\" in FILE acts as another by as-groups, \(instead)"
    ),
    Bad(
      text: config(cluster: "server: \"https://h\", proxy-url: \"socks5://p:1080\"", user: "token: x"),
      message: "the cluster \"kind\" in FILE is reached by proxy-url, \(instead)"
    ),
    Bad(
      text: config(cluster: "server: \"https://h\", tls-server-name: k8s.internal", user: "token: x"),
      message: "the cluster \"kind\" in FILE is reached by tls-server-name, \(instead)"
    ),
    Bad(
      text: config(cluster: "server: \"https://h\"", user: "client-certificate: c.crt"),
      message: "expected both a client-certificate and a client-key in \"ada\" of FILE, found one"
    ),
    Bad(
      text: config(cluster: "server: \"https://h\", certificate-authority-data: \"*\"", user: ""),
      message: "expected Base64 in certificate-authority-data of \"kind\" in FILE"
    ),
    Bad(
      text: config(cluster: "proxy-url: x", user: ""),
      message: "expected a server in \"kind\" of FILE, found none"
    ),
    Bad(
      text: config(cluster: "server: \"https://h\"", user: "", context: "lost"),
      message: "expected the cluster \"gone\" in FILE, which the context \"lost\" names, found none"
    ),
    Bad(
      text: config(cluster: "server: \"https://h\"", user: "", context: "prod"),
      message: "expected the context \"prod\" in FILE, which current-context names, found none"
    ),
    Bad(
      text: config(cluster: "server: \"https://h\"", user: "", context: "bare"),
      message: "expected a cluster in the context \"bare\" of FILE, found none"
    ),
    Bad(
      text: "# nothing\n",
      message: "the kubeconfig file cannot be read: FILE: error: expected a document, found nothing"
    ),
    Bad(
      text: "clusters: []\n",
      message: "expected a current-context in FILE, found none: run `kubectl config use-context NAME`"
    ),
    Bad(
      text: "clusters: [\n",
      message: "the kubeconfig file cannot be read: FILE…"
    ),
  ]

  @Test(arguments: bad) func refuses(_ example: Bad) {
    let error = #expect(throws: KubernetesConfigurationError.self) { try read(example.text) }
    let expected = example.message.replacing("FILE", with: "\(folder.path)/config")
    if expected.hasSuffix("…") {
      #expect(error?.description.hasPrefix(expected.dropLast()) == true)
    } else {
      #expect(error?.description == expected)
    }
  }

  /// Whoever opens it, its first bytes can't be read.
  @Test func aFileThatCannotBeReadIsAnError() {
    let error = #expect(throws: KubernetesConfigurationError.self) {
      try KubernetesConfiguration.kubeconfig("/proc/self/mem")
    }
    #expect(error?.description == "the kubeconfig file /proc/self/mem cannot be read: check who may")
  }
}
