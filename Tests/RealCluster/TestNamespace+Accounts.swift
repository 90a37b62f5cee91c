import Foundation
import HTTP
public import Kubernetes
import TestSupport
import Testing

extension TestNamespace {
  /// Who a client is.
  public enum Account: String, Sendable {
    /// Whoever `KUBECONFIG` says.
    case ofKubeconfig = ""
    /// The service account of the runner's pods.
    case runner = "production-jobs"
    /// The service account of the pods of plans.
    case plan = "production-jobs-plan"
    /// The service account of a pipeline that starts runs.
    case trigger = "production-jobs-trigger"
    /// The service account of a pipeline that plans.
    case planner = "production-jobs-planner"
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

  /// The same as files in a folder, and the runner's variables that name them.
  public func files(as account: Account, in folder: String) async throws -> [String: String?] {
    let configuration = try await configuration(as: account)
    let authorities = try await Kubectl.run(
      "config",
      "view",
      "--minify",
      "--raw",
      "--flatten",
      "-o",
      "jsonpath={.clusters[0].cluster.certificate-authority-data}"
    )
    let data = try #require(Data(base64Encoded: authorities), "a cluster with an authority of its own")
    try data.write(to: URL(filePath: "\(folder)/ca.crt"))
    try (configuration.token?.resolved(for: "Authorization") ?? "")
      .write(toFile: "\(folder)/token", atomically: true, encoding: .utf8)
    return [
      "KUBERNETES_URL": configuration.url, "KUBERNETES_TOKEN_FILE": "\(folder)/token",
      "KUBERNETES_CA_FILE": "\(folder)/ca.crt",
    ]
  }

  /// A service account of another name that may do what the runner's may, and its token.
  public func borrowedAccount() async throws -> (name: String, token: String) {
    let name = "borrowed-\(UUID().uuidString.lowercased().prefix(8))"
    try await Kubectl.run("create", "serviceaccount", name, "--namespace", self.name)
    try await Kubectl.run(
      "create",
      "rolebinding",
      name,
      "--namespace",
      self.name,
      "--role",
      Account.runner.rawValue,
      "--serviceaccount",
      "\(self.name):\(name)"
    )
    return try await answer(to: "the Role of \(name)") {
      try await Kubectl.mayDo("list", "configmaps", in: self.name, as: name)
        ? (name, try await token(of: name)) : nil
    }
  }

  /// A server learns of a new Role a moment later than it answers.
  private func waitForRole(_ account: Account, _ configuration: KubernetesConfiguration) async throws {
    let client = try KubernetesClient(configuration: configuration)
    let result: Result<Bool, any Error>
    do {
      result = .success(
        try await answer(to: "the Role of \(account.rawValue)") {
          do throws(KubernetesError) {
            if account == .runner || account == .plan {
              let _: [ConfigMap] = try await client.list(namespace: name)
            } else {
              let _: [Job] = try await client.list(namespace: name)
            }
            return true
          } catch {
            if case .forbidden = error.reason { return nil }
            guard error.isTransient else { throw error }
            return nil
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
