import Foundation
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
    // Without it no pod can be created; a controller makes it.
    try await answer(to: "the service account default of \(name)") {
      try? await Kubectl.run("get", "serviceaccount", "default", "--namespace", name)
    }
  }

  func remove() async throws {
    if isOwn { try await Kubectl.run("delete", "namespace", name, "--ignore-not-found", "--wait=false") }
  }
}
