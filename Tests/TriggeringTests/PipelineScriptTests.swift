import Foundation
import JSONTree
import KubernetesDouble
import TestSupport
import Testing

/// ci/pipeline and ci/trigger as the pipelines run them, with the program itself.
@Suite(.timeLimit(.minutes(2)), .serialized) struct PipelineScriptTests {
  /// A checkout that has the scripts as well.
  private func checkout() async throws -> Repository {
    let repository = try await Repository()
    let root = URL(fileURLWithPath: repository.folder.path)
    for path in [".github", "ci"]
    where !FileManager.default.fileExists(atPath: root.appending(path: path).path) {
      try FileManager.default.copyItem(at: inPackage(path), to: root.appending(path: path))
    }
    try await repository.commit("The scripts")
    return repository
  }

  private func pipeline(
    _ repository: Repository,
    _ scene: Scene,
    _ form: [String: String?],
    _ arguments: [String] = []
  ) async throws -> Child.Ending {
    let environment: [String: String?] = [
      "PRODUCTION_JOBS_TRIGGER": try buildFolder().path, "KUBERNETES_URL": scene.cluster.url,
      "JOB": Scene.job, "VERSION": Scene.digest, "RUNNER_IMAGE": "registry/runner", "JOB_ACTOR": "ada",
      "CONFIRM": Scene.job, "PLAN": "", "NAMESPACE": "",
      "JOB_COMMIT": try await repository.git("rev-parse", "HEAD"),
      "SUMMARY_FILE": "\(repository.folder.path)/summary", "OUTPUT_FILE": "\(repository.folder.path)/output",
    ]
    return try await Child(
      "\(repository.folder.path)/ci/pipeline",
      arguments,
      environment: environment.merging(form) { $1 },
      directory: repository.folder.path
    ).ending()
  }

  @Test func aPlanIsHandedOnAndRun() async throws {
    // As `runner plan` prints it.
    let printed = try String(contentsOf: inPackage("Tests/EmissionTests/StandIns/plan.txt"), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init).dropLast()
    let digest = try #require(printed.last).replacing("digest  ", with: "")
    let (repository, scene) = (try await checkout(), try await Scene())
    scene.cluster.onJob { work in
      let pod = work.createsPod()
      pod.runs()
      pod.log.writes(#"{"severity":"INFO","message":"asking"}"#)
      for line in printed { pod.log.writes(line) }
      pod.ends(0)
      await work.completes()
    }
    let plan = try await pipeline(repository, scene, ["MODE": "run", "REASON": "INC-1"], ["plan"])
    #expect(plan.status == 0, "\(plan)")
    #expect(repository.folder.text("output") == "PLAN=\(digest)\nVERSION=\(Scene.digest)\n")
    #expect(repository.folder.text("summary").contains("\ndigest  \(digest)\n"))
    #expect(!repository.folder.text("summary").contains("severity"))

    scene.cluster.onJob(StartingTests.ends(3))
    let run = try await pipeline(
      repository,
      scene,
      ["MODE": "run", "REASON": "it's `$(id)`\nand more", "PLAN": digest]
    )
    #expect(run.status == 3)
    let job = scene.cluster.jobs(in: "production-jobs")["recover-orders-2024-02-1"]
    #expect(
      job?["metadata"]?["annotations"]?["production-jobs/trigger-reason"]?.text == "it's `$(id)`\nand more"
    )
    #expect(job?["metadata"]?["annotations"]?["production-jobs/plan"]?.text == digest)
    await scene.cluster.stop()
  }
}
