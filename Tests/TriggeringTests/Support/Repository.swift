import Foundation
import KubernetesDouble
import TestSupport

/// A checkout of the package's `generated/`, with a branch `main`, and the programs that are run in it.
struct Repository {
  let folder: Folder

  init() async throws {
    folder = try Folder()
    try await git("init", "--quiet", "--initial-branch", "main")
    let generated = inPackage("generated")
    try FileManager.default.copyItem(
      at: generated,
      to: URL(fileURLWithPath: folder.path).appending(path: "generated")
    )
    try await commit("The jobs")
  }

  @discardableResult
  func git(_ arguments: String...) async throws -> String {
    let own = ["-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false"]
    let ending = try await Child(program("git").path, own + arguments, directory: folder.path).ending()
    guard ending.status == 0 else { throw NotFound("git \(arguments): \(ending.errors)") }
    return ending.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func commit(_ message: String) async throws {
    try await git("add", "--all")
    try await git("commit", "--quiet", "--message", message)
  }

  /// `trigger` as a process in the checkout.
  func trigger(
    _ arguments: [String],
    at cluster: FakeKubernetes? = nil,
    environment: [String: String?] = [:]
  ) throws -> Child {
    let others = [
      "CI_PIPELINE_URL", "GITHUB_ACTOR", "GITHUB_RUN_ID", "GITLAB_USER_LOGIN", "JOB_COMMIT",
      "JOB_PIPELINE_URL",
      "JOB_REASON",
    ]
    var variables: [String: String?] = Dictionary(uniqueKeysWithValues: others.map { ($0, String?.none) })
    variables["JOB_ACTOR"] = "ada"
    variables["RUNNER_IMAGE"] = "registry/runner"
    if let cluster { variables["KUBERNETES_URL"] = cluster.url }
    return try Child(
      buildFolder().appending(path: "trigger").path,
      arguments,
      environment: variables.merging(environment) { $1 },
      directory: folder.path
    )
  }
}
