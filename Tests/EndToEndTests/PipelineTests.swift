import Execution
import Foundation
import JSONTree
import KubernetesDouble
import TestSupport
import Testing

/// The pipelines' scripts from the form to the launch, with the real `trigger`, the real `runner` and a real Dagster. In
/// the cluster's place stands a server that keeps its objects, and a process of this machine in each pod's.
@Suite(.onDagster, .timeLimit(.minutes(5)))
struct PipelineTests {
  private static let job = "refresh-regions-2024-03"
  /// How many it has, each a backfill.
  private static let steps = 3
  private static let namespace = "production-jobs"

  /// A checkout with the scripts and `generated/`, all of it on main.
  static func checkout() async throws -> Folder {
    let folder = try Folder()
    let root = URL(fileURLWithPath: folder.path)
    for path in [".github", "ci", "generated"] {
      let copy = root.appending(path: path)
      try FileManager.default.copyItem(at: URL(fileURLWithPath: "\(Checkout.root)/\(path)"), to: copy)
    }
    for arguments in [
      ["init", "--quiet", "--initial-branch", "main"], ["add", "--all"],
      [
        "-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "--message",
        "The jobs",
      ],
    ] {
      let ending = try await Child("/usr/bin/env", ["git"] + arguments, directory: folder.path).ending()
      #expect(ending.status == 0, "\(ending)")
    }
    return folder
  }

  /// What a node does with a Job: mounts the document, sets the environment, and runs the program with its arguments.
  private func isANode(_ cluster: FakeKubernetes, dagster: String) {
    cluster.onJob { work in
      let pod = work.createsPod()
      guard let spec = work.job["spec"]?["template"]?["spec"],
        let ending = try? await Self.ending(of: spec, at: cluster, dagster: dagster)
      else { return await work.fails("BackoffLimitExceeded", "the container could not be started") }
      pod.runs()
      for line in (ending.errors + ending.output).split(separator: "\n", omittingEmptySubsequences: false) {
        pod.log.writes(String(line))
      }
      pod.ends(Int(ending.status))
      if ending.status == 0 {
        await work.completes()
      } else {
        await work.fails("PodFailurePolicy", "Container runner failed with exit code \(ending.status)")
      }
    }
  }

  private static func ending(of spec: JSONValue, at cluster: FakeKubernetes, dagster: String) async throws
    -> Child.Ending
  {
    let folder = try Folder()
    let container = try #require(spec["containers"]?.elements.first)
    let volume = try #require(spec["volumes"]?.elements.first?["configMap"]?["name"]?.text)
    let document = try #require(cluster.configMaps(in: namespace)[volume]?["data"]?["job.yaml"]?.text)
    try folder.write(document, to: "job.yaml")
    var environment: [String: String?] = [
      "DAGSTER_URL": dagster, "KUBERNETES_URL": cluster.url,
      "PRODUCTION_JOBS_LEDGER": "kubernetes://\(namespace)",
    ]
    for entry in container["env"]?.elements ?? [] {
      guard let name = entry["name"]?.text, name.hasPrefix("JOB_") else { continue }
      environment[name] = entry["value"]?.text
    }
    let arguments = (container["args"]?.elements ?? []).compactMap(\.text)
      .map { $0 == "/job/job.yaml" ? "\(folder.path)/job.yaml" : $0 }
    return try await Child(Checkout.runner, arguments, environment: environment).ending()
  }

  private func pipeline(
    _ arguments: [String] = [],
    in folder: Folder,
    at cluster: FakeKubernetes,
    _ form: [String: String]
  ) async throws -> Child.Ending {
    let products = URL(fileURLWithPath: Checkout.runner).deletingLastPathComponent().path
    let fixed: [String: String?] = [
      "PRODUCTION_JOBS_TRIGGER": products, "KUBERNETES_URL": cluster.url, "KUBECONFIG": nil, "JOB": Self.job,
      "VERSION": "v1", "RUNNER_IMAGE": "registry.example/runner", "JOB_ACTOR": "ada", "CONFIRM": Self.job,
      "REASON": "INC-1", "NAMESPACE": Self.namespace, "PLAN": "", "MODE": "run",
      "SUMMARY_FILE": "\(folder.path)/summary.md", "OUTPUT_FILE": "\(folder.path)/output",
    ]
    return try await Child(
      "\(folder.path)/ci/pipeline",
      arguments,
      environment: fixed.merging(form) { $1 },
      directory: folder.path
    ).ending()
  }

  /// `PLAN=sha256:…`, as the next job of the pipeline gets it.
  private func plan(in folder: Folder, at cluster: FakeKubernetes) async throws -> String {
    let ending = try await pipeline(["plan"], in: folder, at: cluster, [:])
    try #require(ending.status == 0, "\(ending)")
    let line = try #require(folder.text("output").split(separator: "\n").last)
    return String(line.dropFirst("PLAN=".count))
  }

  @Test func aPlanIsApprovedAndRun() async throws {
    try await OwnServer.with("--backfill-tick", "3", "--forked-runs") { server in
      let (folder, cluster) = (
        try await Self.checkout(), try await FakeKubernetes(namespaces: [Self.namespace])
      )
      isANode(cluster, dagster: server.url)
      let digest = try await plan(in: folder, at: cluster)
      #expect(folder.text("summary.md").contains("\ndigest  \(digest)\n"))

      let other = try await pipeline(
        in: folder,
        at: cluster,
        ["PLAN": "sha256:\(String(repeating: "0", count: 64))"]
      )
      #expect(other.status == 3, "\(other)")
      try await Witness(url: server.url).expectNothingLaunched(by: Self.job)

      let run = try await pipeline(in: folder, at: cluster, ["PLAN": digest])
      #expect(run.status == 0, "\(run)")
      #expect(try await Witness(url: server.url).backfills(of: Self.job).count == Self.steps)
      let again = try await pipeline(in: folder, at: cluster, ["PLAN": digest])
      #expect(again.status == 0, "\(again)")
      #expect(try await Witness(url: server.url).backfills(of: Self.job).count == Self.steps)
      await cluster.stop()
    }
  }
}
