import Foundation
import HTTP
public import Kubernetes
import TestSupport

/// A namespace of the cluster, set up by `ci/kubernetes`: made for a suite, and removed with all that is in it.
///
/// Where `PRODUCTION_JOBS_TEST_NAMESPACE` names one, that is used as it is, and stays.
public struct TestNamespace: Sendable {
  /// The one of the suite that runs.
  @TaskLocal public static var current: TestNamespace?

  /// Its name.
  public let name: String
  /// Whether it was made here, so that it has the service accounts and Roles of `ci/kubernetes`.
  public let isOwn: Bool

  static func make() async throws -> TestNamespace {
    if let name = ClusterSettings.namespace { return TestNamespace(name: name, isOwn: false) }
    let name = "production-jobs-test-" + UUID().uuidString.lowercased().prefix(8)
    let namespace = TestNamespace(name: name, isOwn: true)
    do {
      try await namespace.setUp()
    } catch {
      try? await namespace.remove()
      throw Kubectl.Failure(
        description: "\(error)(where the account may not make namespaces, name one in "
          + "PRODUCTION_JOBS_TEST_NAMESPACE)"
      )
    }
    return namespace
  }

  private func setUp() async throws {
    let folder = try Folder()
    try FileManager.default.copyItem(
      at: inPackage("ci/kubernetes"),
      to: URL(filePath: folder.path).appending(path: "base")
    )
    let overlay = """
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      namespace: \(name)
      resources: [base]
      """
    try folder.write(overlay, to: "kustomization.yaml")
    try await Kubectl.run("apply", "-k", folder.path)
  }

  func remove() async throws {
    if isOwn { try await Kubectl.run("delete", "namespace", name, "--ignore-not-found", "--wait=false") }
  }
}

extension TestNamespace {
  /// Who a client is.
  public enum Account: String, Sendable {
    /// Whoever `KUBECONFIG` says.
    case ofKubeconfig = ""
    /// The service account of the runner's pods.
    case runner = "production-jobs"
    /// The service account of a pipeline.
    case trigger = "production-jobs-trigger"
  }

  /// How to reach the cluster as a service account, with no more than its Role allows, and with a token as `kubectl create
  /// token` makes it. In a namespace that isn't one's own it is `KUBECONFIG`'s account.
  public func configuration(as account: Account) async throws -> KubernetesConfiguration {
    var configuration = try KubernetesConfiguration.kubeconfig(ClusterSettings.kubeconfig ?? "")
    guard isOwn, account != .ofKubeconfig else { return configuration }
    let token = try await self.token(of: account.rawValue)
    configuration.token = .text(token)
    configuration.tls.identity = nil
    try await waitForRole(account, configuration)
    return configuration
  }

  /// A token for an hour.
  public func token(of serviceAccount: String) async throws -> String {
    try await Kubectl.run("create", "token", serviceAccount, "--namespace", name, "--duration", "1h")
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// A server learns of a new Role a moment later than it answers.
  private func waitForRole(_ account: Account, _ configuration: KubernetesConfiguration) async throws {
    let client = try KubernetesClient(configuration: configuration)
    let result: Result<Bool, any Error>
    do {
      result = .success(
        try await answer(to: "the Role of \(account.rawValue)") {
          do throws(KubernetesError) {
            if account == .runner {
              let _: [ConfigMap] = try await client.list(namespace: name)
            } else {
              let _: [Job] = try await client.list(namespace: name)
            }
            return true
          } catch {
            if case .forbidden = error.reason { return nil }
            throw error
          }
        }
      )
    } catch {
      result = .failure(error)
    }
    await client.shutdown()
    _ = try result.get()
  }
}
