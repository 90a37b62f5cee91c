import Foundation
import RealCluster
import TestSupport
import Testing

/// Everything that is generated, by the server's own eyes: what it admits, and without a warning.
@Suite(.onCluster, .inOwnNamespace, .timeLimit(.minutes(5)))
struct RealManifestTests {
  static let jobs =
    ((try? FileManager.default.contentsOfDirectory(atPath: inPackage("generated").path)) ?? [])
    .filter { FileManager.default.fileExists(atPath: inPackage("generated/\($0)/kubernetes.yaml").path) }
    .sorted()

  private func expectAccepted(_ folder: String, kinds: [String]) async throws {
    let namespace = try #require(TestNamespace.current).name
    let file = try Folder()
    try file.write(try await Kubectl.run("kustomize", folder), to: "all.yaml")
    let told = try await Kubectl.run(
      "create",
      "--dry-run=server",
      "--warnings-as-errors",
      "--validate=strict",
      "--namespace",
      namespace,
      "-f",
      "\(file.path)/all.yaml"
    )
    #expect(told.split(separator: "\n").map { String($0.prefix { $0 != "/" }) } == kinds)
  }

  @Test(arguments: jobs) func isAccepted(_ job: String) async throws {
    try await expectAccepted(inPackage("generated/\(job)").path, kinds: ["configmap", "job.batch"])
  }

  @Test func anOverlayOfTriggerIsAccepted() async throws {
    let namespace = try #require(TestNamespace.current).name
    let repository = try await Repository()
    let folder = try Folder()
    let ending = try await repository.trigger(
      [Scene.job, Scene.digest, "--namespace", namespace, "--write-overlay", "\(folder.path)/overlay"]
    ).ending()
    #expect(ending.status == 0, "\(ending.errors)")
    try await expectAccepted("\(folder.path)/overlay", kinds: ["configmap", "job.batch"])
  }
}
