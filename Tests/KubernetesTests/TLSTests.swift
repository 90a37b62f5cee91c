import Foundation
import HTTP
import Kubernetes
import KubernetesDouble
import TestSupport
import Testing

@Suite struct TLSTests {
  private static let certificate = TLSSettings.PEM.bytes(
    Array(TestCertificate.certificate.utf8),
    source: "here"
  )
  private static let key = TLSSettings.PEM.bytes(Array(TestCertificate.key.utf8), source: "here")

  private func reason(_ tls: TLSSettings, of server: FakeKubernetes) async throws -> KubernetesError.Reason? {
    let client = try server.client(tls: tls)
    defer { Task { await client.shutdown() } }
    do throws(KubernetesError) {
      let _: [ConfigMap] = try await client.list(namespace: "data")
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func theServersAuthorityIsTrusted() async throws {
    let server = try await FakeKubernetes(tls: TestCertificate.serverContext())
    #expect(try await reason(TLSSettings(trustRoots: Self.certificate), of: server) == nil)
    let file = try Folder()
    let path = try file.write(TestCertificate.certificate, to: "ca.crt")
    #expect(try await reason(TLSSettings(trustRoots: .file(path)), of: server) == nil)
    await server.stop()
  }

  @Test func anUnknownAuthorityIsNotUnlessToldSo() async throws {
    let server = try await FakeKubernetes(tls: TestCertificate.serverContext())
    guard case .transport(.unreachable(.tls, let detail)) = try await reason(TLSSettings(), of: server) else {
      Issue.record("expected an obstacle of TLS")
      return
    }
    #expect(detail.contains("CERTIFICATE_VERIFY_FAILED"))
    #expect(try await reason(TLSSettings(skipsVerification: true), of: server) == nil)
    await server.stop()
  }

  @Test func aClientShowsItsCertificate() async throws {
    let server = try await FakeKubernetes(tls: TestCertificate.serverContext(wantsIdentity: true))
    let identity = TLSSettings.Identity(certificate: Self.certificate, key: Self.key)
    #expect(
      try await reason(TLSSettings(trustRoots: Self.certificate, identity: identity), of: server) == nil
    )
    let without = try await reason(TLSSettings(trustRoots: Self.certificate), of: server)
    #expect(without != nil)
    await server.stop()
  }

  /// All that a pod is given: two variables and two files.
  @Test func aPodIsLetIn() async throws {
    let server = try await FakeKubernetes(tls: TestCertificate.serverContext())
    server.accepts(token: "s3cret")
    let folder = try Folder()
    try folder.write("s3cret\n", to: "token")
    try folder.write(TestCertificate.certificate, to: "ca.crt")
    let port = String(server.url.split(separator: ":").last ?? "")
    let configuration = try KubernetesConfiguration.discover(
      environment: ["KUBERNETES_SERVICE_HOST": "127.0.0.1", "KUBERNETES_SERVICE_PORT": port],
      serviceAccountDirectory: folder.path
    )
    #expect(try await found(by: configuration).isEmpty)
    await server.stop()
  }

  /// All that kind and minikube write: authorities, certificate and key in the file itself.
  @Test func aKubeconfigIsLetIn() async throws {
    let server = try await FakeKubernetes(tls: TestCertificate.serverContext(wantsIdentity: true))
    let folder = try Folder()
    let certificate = Data(TestCertificate.certificate.utf8).base64EncodedString()
    let key = Data(TestCertificate.key.utf8).base64EncodedString()
    let path = try folder.write(
      """
      apiVersion: v1
      clusters:
      - cluster:
          certificate-authority-data: \(certificate)
          server: \(server.url)
        name: kind
      contexts:
      - context:
          cluster: kind
          user: kind
        name: kind
      current-context: kind
      kind: Config
      preferences: {}
      users:
      - name: kind
        user:
          client-certificate-data: \(certificate)
          client-key-data: \(key)
      """,
      to: "config"
    )
    #expect(try await found(by: .discover(environment: ["KUBECONFIG": path])).isEmpty)
    let home = try Folder()
    try FileManager.default.createDirectory(atPath: "\(home.path)/.kube", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: path, toPath: "\(home.path)/.kube/config")
    #expect(try await found(by: .discover(environment: ["HOME": home.path])).isEmpty)
    await server.stop()
  }

  private func found(by configuration: KubernetesConfiguration) async throws -> [ConfigMap] {
    let client = try KubernetesClient(configuration: configuration)
    let found: [ConfigMap] = try await client.list(namespace: "data")
    await client.shutdown()
    return found
  }

  @Test func unreadableCertificatesAreTold() throws {
    let bad = TLSSettings.PEM.bytes([1], source: "in client-key-data of \"ada\" in /config")
    let configuration = try KubernetesConfiguration(
      url: "https://127.0.0.1",
      tls: TLSSettings(identity: .init(certificate: Self.certificate, key: bad))
    )
    let error = #expect(throws: KubernetesConfigurationError.self) {
      try KubernetesClient(configuration: configuration)
    }
    #expect(
      error?.description
        == "the client key in client-key-data of \"ada\" in /config holds no readable PEM key without a password"
    )
    var dumped = ""
    dump(configuration, to: &dumped)
    #expect(!dumped.contains("45"))
  }
}
