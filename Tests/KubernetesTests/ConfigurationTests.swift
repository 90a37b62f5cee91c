import Foundation
import HTTP
import Kubernetes
import Testing

@Suite struct ConfigurationTests {
  @Test(arguments: [
    ("https://k8s.example", true), ("HTTPS://k8s.example", true), ("http://127.0.0.1:8001", true),
    ("http://localhost:8001", true), ("http://[::1]:8001", true), ("http://k8s.example", false),
    ("http://10.0.0.1:8080/https:", false), ("http://127.0.0.1.example", false),
  ])
  func aTokenGoesOnlyWhereNobodyReadsIt(url: String, isFine: Bool) throws {
    _ = try KubernetesConfiguration(url: url)
    if isFine {
      _ = try KubernetesConfiguration(url: url, token: .text("s3cret"))
    } else {
      let error = #expect(throws: KubernetesConfigurationError.self) {
        try KubernetesConfiguration(url: url, token: .text("s3cret"))
      }
      #expect(error?.description.hasPrefix("expected an https address for a token, found \"\(url)\"") == true)
    }
  }

  @Test func aPodFindsItsOwnCluster() throws {
    let environment = ["KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "6443"]
    let configuration = try KubernetesConfiguration.inCluster(environment: environment)
    #expect(configuration.url == "https://10.0.0.1:6443")
    #expect(configuration.token == .file("/var/run/secrets/kubernetes.io/serviceaccount/token"))
    #expect(configuration.tls.trustRoots == .file("/var/run/secrets/kubernetes.io/serviceaccount/ca.crt"))
    #expect(try KubernetesConfiguration.discover(environment: environment) == configuration)
  }

  @Test func anIPv6HostIsInBrackets() throws {
    let environment = ["KUBERNETES_SERVICE_HOST": "fd00::1"]
    #expect(try KubernetesConfiguration.inCluster(environment: environment).url == "https://[fd00::1]:443")
  }

  @Test func anAddressThatIsGivenGoesFirst() throws {
    let configuration = try KubernetesConfiguration.discover(
      url: "https://k8s.example/cluster/",
      tokenFile: "/t",
      caFile: "/c",
      environment: ["KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBECONFIG": "/nope"]
    )
    #expect(configuration.url == "https://k8s.example/cluster")
    #expect(configuration.token == .file("/t"))
    #expect(configuration.tls == TLSSettings(trustRoots: .file("/c")))
  }

  /// A pipeline's pod has an account of the cluster that it is in, which is not the one that is meant.
  @Test(arguments: ["KUBECONFIG", "HOME"]) func aKubeconfigGoesBeforeThePodsOwn(_ variable: String) throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/.kube",
      withIntermediateDirectories: true
    )
    let file = try folder.write(
      KubeconfigTests.config(cluster: "server: \"https://meant\"", user: "token: x"),
      to: variable == "HOME" ? ".kube/config" : "config"
    )
    let environment = [
      "KUBERNETES_SERVICE_HOST": "10.0.0.1", variable: variable == "HOME" ? folder.path : file,
    ]
    #expect(try KubernetesConfiguration.discover(environment: environment).url == "https://meant")
  }

  /// What was given and is not there is no reason to take another cluster.
  @Test func aKubeconfigThatIsNotThereIsAnErrorInAPodToo() {
    let error = #expect(throws: KubernetesConfigurationError.self) {
      try KubernetesConfiguration.discover(
        environment: ["KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBECONFIG": "/nope"]
      )
    }
    #expect(error?.description == "expected a readable kubeconfig file, found none at /nope")
  }

  @Test func outsideOfAPodThereIsNoneOfItsOwn() {
    let error = #expect(throws: KubernetesConfigurationError.self) {
      try KubernetesConfiguration.inCluster(environment: [:])
    }
    #expect(
      error?.description
        == "expected to run in a Kubernetes pod, found no KUBERNETES_SERVICE_HOST: give --kubernetes-url"
    )
  }

  struct Misuse: Sendable {
    var url: String? = nil
    var tokenFile: String? = nil
    var environment: [String: String] = [:]
    var message: String
  }

  static let misuses = [
    Misuse(
      message:
        "expected a way to the Kubernetes API, found no --kubernetes-url, no KUBECONFIG, no ~/.kube/config and no pod "
        + "(KUBERNETES_SERVICE_HOST): give one of them"
    ),
    Misuse(
      environment: ["HOME": "/nope", "KUBECONFIG": ""],
      message:
        "expected a way to the Kubernetes API, found no --kubernetes-url, no KUBECONFIG, no ~/.kube/config and no pod "
        + "(KUBERNETES_SERVICE_HOST): give one of them"
    ),
    Misuse(
      tokenFile: "/t",
      message: "expected the Kubernetes API's address beside the file /t, found none: give --kubernetes-url"
    ),
    Misuse(
      url: "k8s:6443",
      message: "expected a Kubernetes API address like https://10.0.0.1:6443, found \"k8s:6443\""
    ),
    Misuse(
      environment: ["KUBECONFIG": "/nope:/neither"],
      message: "expected a readable kubeconfig file, found none at /nope:/neither"
    ),
  ]

  @Test(arguments: misuses) func refuses(_ misuse: Misuse) {
    let error = #expect(throws: KubernetesConfigurationError.self) {
      try KubernetesConfiguration.discover(
        url: misuse.url,
        tokenFile: misuse.tokenFile,
        environment: misuse.environment
      )
    }
    #expect(error?.description == misuse.message)
  }
}
