import Foundation
package import TestSupport

/// A namespace of the cluster, set up by `ci/kubernetes`: made for a suite, and removed with all that is in it.
///
/// Its policies let no pod run but the runner's own, from one registry: most suites run others, without them.
///
/// Where `PRODUCTION_JOBS_TEST_NAMESPACE` names one, that is used as it is, and stays.
public struct TestNamespace: Sendable {
  /// The one of the suite that runs.
  @TaskLocal public static var current: TestNamespace?

  /// Its name.
  public let name: String
  /// Whether it was made here, so that it has the service accounts and Roles of `ci/kubernetes`.
  public let isOwn: Bool

  /// Whether the admission policies of `ci/kubernetes` count in it.
  let isGuarded: Bool

  static func make(isGuarded: Bool = false) async throws -> TestNamespace {
    if let name = ClusterSettings.namespace {
      return TestNamespace(name: name, isOwn: false, isGuarded: false)
    }
    let name = "production-jobs-test-" + UUID().uuidString.lowercased().prefix(8)
    let namespace = TestNamespace(name: name, isOwn: true, isGuarded: isGuarded)
    do {
      try await namespace.setUp()
    } catch {
      try? await namespace.remove()
      throw Kubectl.Failure(
        "\(error)(where the account may not make namespaces, name one in PRODUCTION_JOBS_TEST_NAMESPACE)"
      )
    }
    return namespace
  }

  private func setUp() async throws {
    let folder = try Folder()
    try await Kubectl.run("apply", "-k", try writeSetup(to: folder))
    // Without it no pod can be created; a controller makes it.
    try await answer(to: "the service account default of \(name)") {
      try? await Kubectl.run("get", "serviceaccount", "default", "--namespace", name)
    }
    if isGuarded { try await waitForPolicies() }
  }

  /// A server holds requests against a policy a moment after it has answered that there is one.
  private func waitForPolicies() async throws {
    let refused = [
      ["job", "no-job", "--image", "registry.example/no-image"], ["configmap", "production-jobs.no-job"],
    ]
    for object in refused {
      try await answer(to: "the policies of \(name), which refuse a \(object[0])") {
        let ending = try await Kubectl.ending(
          of: ["create"] + object + ["--namespace", name, "--dry-run=server"]
        )
        return ending.errors.contains("denied request") ? true : nil
      }
    }
  }

  /// `ci/kubernetes` as somebody edits it for this namespace, and its path.
  package func writeSetup(to folder: Folder) throws -> String {
    let path = "\(folder.path)/setup"
    try FileManager.default.copyItem(atPath: inPackage("ci/kubernetes").path, toPath: path)
    try edit("\(path)/kustomization.yaml") { text in
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { isGuarded || !$0.hasPrefix("- admission-") }.joined(separator: "\n")
        .replacing("\nnamespace: production-jobs\n", with: "\nnamespace: \(name)\n")
    }
    try edit("\(path)/admission-jobs.yaml") {
      $0.replacing("ghcr.io/OWNER/NAME/runner", with: Self.repository)
    }
    return path
  }

  /// Where the policies have the runner's image come from.
  public static let repository = "registry.example/production-jobs/runner"

  private func edit(_ path: String, _ change: (String) -> String) throws {
    try change(String(contentsOfFile: path, encoding: .utf8)).write(
      toFile: path,
      atomically: true,
      encoding: .utf8
    )
  }

  func remove() async throws {
    guard isOwn else { return }
    let delete = ["delete", "namespace", name, "--ignore-not-found", "--wait=false"]
    guard isGuarded else {
      try await Kubectl.run(delete)
      return
    }
    // As ci/kubernetes/README.md has it for whoever has to; its policies are the cluster's, and go once it is empty.
    let groups = ["system:masters", "production-jobs:break-glass"].flatMap { ["--as-group", $0] }
    try await Kubectl.run(delete + ["--as", "production-jobs-test"] + groups)
    try await answer(to: "the end of the namespace \(name)") {
      try await Kubectl.run("get", "namespace", name, "--ignore-not-found", "-o", "name").isEmpty ? true : nil
    }
    for kind in ["validatingadmissionpolicybindings", "validatingadmissionpolicies"] {
      let names = try await Kubectl.run("get", kind, "-o", "name").split(separator: "\n").map(String.init)
      let own = names.filter { $0.contains("/\(name).") }
      if !own.isEmpty { try await Kubectl.run(["delete", "--ignore-not-found"] + own) }
    }
  }
}
