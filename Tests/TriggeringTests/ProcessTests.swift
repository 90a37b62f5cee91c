import Foundation
import JSONTree
import KubernetesDouble
import TestSupport
import Testing

/// The program itself: what it refuses, how it is told to leave, and what it prints where.
@Suite(.timeLimit(.minutes(2)), .serialized) struct ProcessTests {
  static let job = [Scene.job, Scene.digest]

  @Test func aJobThatSucceeds() async throws {
    let (repository, scene) = (try await Repository(), try await Scene())
    scene.cluster.onJob { work in
      let pod = work.createsPod()
      pod.runs()
      pod.log.writes(#"{"severity":"INFO","message":"launching"}"#, "succeeded: done")
      pod.ends(0)
      await work.completes()
    }
    let ending = try await repository.trigger(Self.job, at: scene.cluster).ending()
    #expect(ending.status == 0)
    #expect(ending.output == "succeeded: done\n")
    #expect(
      ending.errors == """
        created the Job recover-orders-2024-02-1 in production-jobs
        the pod recover-orders-2024-02-1-pod1 has started
        {"severity":"INFO","message":"launching"}
        the pod recover-orders-2024-02-1-pod1: exit code 0
        the Job recover-orders-2024-02-1 is complete

        """
    )
    let commit = try await repository.git("rev-parse", "HEAD")
    let notes = scene.cluster.jobs(in: "production-jobs")["recover-orders-2024-02-1"]?["metadata"]?[
      "annotations"
    ]
    #expect(notes?["production-jobs/commit"]?.text == commit)
    #expect(notes?["production-jobs/actor"]?.text == "ada")
    await scene.cluster.stop()
  }

  /// The package is a folder of a larger repository.
  @Test func aProjectInAFolderOfItsRepository() async throws {
    let (repository, scene) = (try await Repository(), try await Scene())
    let files = FileManager.default
    let root = URL(fileURLWithPath: repository.folder.path)
    try files.createDirectory(at: root.appending(path: "data/jobs"), withIntermediateDirectories: true)
    try files.moveItem(at: root.appending(path: "generated"), to: root.appending(path: "data/jobs/generated"))
    try await repository.commit("Move it")
    scene.cluster.onJob(StartingTests.ends(0))
    let child = try Child(
      buildFolder().appending(path: "trigger").path,
      Self.job,
      environment: ["RUNNER_IMAGE": "registry/runner", "KUBERNETES_URL": scene.cluster.url],
      directory: root.appending(path: "data/jobs").path
    )
    let ending = await child.ending()
    #expect(ending.status == 0, "\(ending.errors)")
    await scene.cluster.stop()
  }

  /// Where a pipeline runs in a pod, what it was given goes before the cluster that it is in.
  @Test func aKubeconfigGoesBeforeThePodsOwnCluster() async throws {
    let (repository, scene) = (try await Repository(), try await Scene())
    try repository.folder.write(
      """
      apiVersion: v1
      kind: Config
      current-context: a
      clusters: [{name: a, cluster: {server: "\(scene.cluster.url)"}}]
      contexts: [{name: a, context: {cluster: a}}]

      """,
      to: "kubeconfig"
    )
    scene.cluster.onJob(StartingTests.ends(0))
    let child = try repository.trigger(
      Self.job,
      environment: [
        "KUBECONFIG": "\(repository.folder.path)/kubeconfig", "KUBERNETES_SERVICE_HOST": "127.0.0.1",
        "KUBERNETES_SERVICE_PORT": "1", "KUBERNETES_URL": nil,
      ]
    )
    let ending = await child.ending()
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(
      scene.cluster.requests.allSatisfy {
        $0.headers["user-agent"]?.hasPrefix("production-jobs-trigger/") == true
      }
    )
    await scene.cluster.stop()
  }

  @Test(arguments: [true, false])
  func whoIsToldToLeaveLeavesTheJobAndFollowsItAgain(_ byInterrupt: Bool) async throws {
    let (repository, scene) = (try await Repository(), try await Scene())
    scene.cluster.onJob { work in
      let pod = work.createsPod()
      pod.runs()
      pod.log.writes("line 1")
      // Three times, as the second one reads it from its beginning.
      await pod.log.isFollowed(2)
      pod.log.writes("line 2")
      pod.ends(1)
      await work.fails("PodFailurePolicy", "as it is")
    }
    let arguments = Self.job + ["--reason", "it's $(id)"]
    let first = try repository.trigger(arguments, at: scene.cluster)
    await first.tells("line 1")
    if byInterrupt { first.interrupt() } else { first.terminate() }
    let left = await first.ending()
    #expect(left.status == 75)
    #expect(left.output == "line 1\n")
    #expect(
      left.errors.hasSuffix(
        "stopped following; the Job recover-orders-2024-02-1 goes on; to follow it again: ci/trigger "
          + "recover-orders-2024-02 \(Scene.digest) --reason 'it'\\''s $(id)'\n"
      )
    )
    let again = try await repository.trigger(arguments, at: scene.cluster).ending()
    #expect(again.status == 1)
    #expect(again.output == "line 1\nline 2\n")
    #expect(scene.cluster.jobs(in: "production-jobs").count == 1)
    await scene.cluster.stop()
  }

  /// What it waits for doesn't hear of the first signal.
  @Test func whoIsToldToLeaveTwiceLeavesAtOnce() async throws {
    let repository = try await Repository()
    let script = "\(repository.folder.path)/slow-emit"
    // Foundation tells that `trigger` has ended once nobody holds a descriptor of it, which its children have too.
    let text = """
      #!/usr/bin/env bash
      for open in /proc/$$/fd/*; do [ "${open##*/}" -le 2 ] || eval "exec ${open##*/}>&-"; done; echo $$ > started; \
      exec sleep 60
      """
    try repository.folder.write("\(text)\n", to: "slow-emit")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    let child = try repository.trigger(Self.job + ["--emit", script])
    await waitUntil { !repository.folder.text("started").isEmpty || !child.isRunning }
    child.interrupt()
    child.terminate()
    let ending = await child.ending()
    kill(try #require(Int32(repository.folder.text("started").dropLast())), SIGKILL)
    #expect(
      ending == Child.Ending(status: 75, output: "", errors: "left at once; what was started goes on\n")
    )
  }

  @Test func aPlansDigestIsAResult() async throws {
    let (repository, scene) = (try await Repository(), try await Scene())
    scene.cluster.onJob { work in
      let pod = work.createsPod()
      pod.runs()
      pod.log.writes("plan: \(ObjectTests.digest)")
      pod.ends(0)
      await work.completes()
    }
    let ending = try await repository.trigger(Self.job + ["--mode", "plan"], at: scene.cluster).ending()
    #expect(ending.status == 0)
    #expect(ending.output == "plan: \(ObjectTests.digest)\n")
    #expect(scene.cluster.jobs(in: "production-jobs").keys.sorted() == ["recover-orders-2024-02-plan-1"])
    await scene.cluster.stop()
  }

  @Test func cancelIsAJobBesideTheOneThatRuns() async throws {
    let (repository, scene) = (try await Repository(), try await Scene())
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.runs()
      guard work.name.contains("cancel") else {
        pod.log.writes("working")
        await waitUntil { scene.cluster.jobs(in: "production-jobs").count >= 2 }
        pod.log.writes("failed: it was canceled")
        pod.ends(1)
        return await work.fails("PodFailurePolicy", "as it is")
      }
      pod.log.writes("canceled: nothing of it runs any more")
      pod.ends(0)
      await work.completes()
    }
    let running = try repository.trigger(Self.job, at: scene.cluster)
    await running.tells("working")
    let cancel = try repository.trigger(
      Self.job + ["--mode", "cancel", "--reason", "wrong"],
      at: scene.cluster
    )
    let (canceled, ran) = (await cancel.ending(), await running.ending())
    #expect([canceled.status, ran.status] == [0, 1])
    #expect(canceled.output == "canceled: nothing of it runs any more\n")
    #expect(ran.output == "working\nfailed: it was canceled\n")
    await scene.cluster.stop()
  }

  @Test func theScriptRunsTheProgram() async throws {
    let repository = try await Repository()
    let ending = try await Child(
      inPackage("ci/trigger").path,
      ["a/b", Scene.digest, "--mode", "status"],
      environment: ["PRODUCTION_JOBS_TRIGGER": try buildFolder().path],
      directory: repository.folder.path
    ).ending()
    #expect(
      ending
        == Child.Ending(
          status: 64,
          output: "",
          errors: "error: expected a job's name, such as recover-orders-2024-02, found \"a/b\"\n"
        )
    )
  }
}
