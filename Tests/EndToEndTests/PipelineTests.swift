import Foundation
import JSONTree
import KubernetesDouble
import Ledger
import TestSupport
import Testing

/// The pipelines' scripts from the form to the launch, with the real `trigger`, the real `runner`, a registry and a real
/// Dagster. In the cluster's place stands a server that keeps its objects, and a process of this machine in each pod's;
/// what was signed is known by a stand-in.
@Suite(
  .onDagster,
  .enabled(if: LocalRegistry.isThere, "skopeo or docker-registry is not installed"),
  .timeLimit(.minutes(8))
)
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
      ], ["update-ref", "refs/remotes/origin/main", "HEAD"],
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

  /// What a pipeline has around its scripts.
  struct Line {
    let server: String
    let folder: Folder
    let registry: LocalRegistry
    let cluster: FakeKubernetes
    let revision: String

    var image: String { "\(registry.address)/own/jobs/runner" }

    func script(_ name: String, _ arguments: [String], _ form: [String: String?] = [:]) async throws
      -> Child.Ending
    {
      let standIns = "\(Checkout.root)/Tests/EmissionTests/StandIns"
      let fixed: [String: String?] = [
        "PATH": "\(standIns):\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
        "GH_ANSWERS": "\(folder.path)/answers", "GH_TOKEN": "token", "GITHUB_REPOSITORY": "own/jobs",
        "COSIGN_SIGNATURES": "\(folder.path)/answers/signatures", "CI_SERVER_URL": "https://gitlab.example",
        "CI_PROJECT_URL": "https://gitlab.example/own/jobs", "KUBERNETES_URL": cluster.url, "KUBECONFIG": nil,
        "JOB": PipelineTests.job, "RUNNER_IMAGE": image, "JOB_ACTOR": "ada", "CONFIRM": PipelineTests.job,
        "REASON": "INC-1", "NAMESPACE": PipelineTests.namespace, "PLAN": nil, "VERSION": nil, "MODE": "run",
        "JOB_APPROVER": nil, "PRODUCTION_JOBS_TRIGGER": nil, "GITHUB_ACTIONS": nil,
        "SUMMARY_FILE": "\(folder.path)/summary.md", "OUTPUT_FILE": nil,
      ]
      return try await Child(
        "\(folder.path)/ci/\(name)",
        arguments,
        environment: fixed.merging(form) { $1 },
        directory: folder.path
      ).ending()
    }

    func verify(_ version: String, into name: String) async throws -> Child.Ending {
      try await script(
        "verified-image",
        ["--by", server, "--output", "\(folder.path)/\(name)"],
        ["VERSION": version]
      )
    }

    func sign(_ digest: String, ref: String) throws {
      try folder.write(
        "\(digest) own/jobs .github/workflows/image.yml \(ref) \(revision) yes\n",
        to: "answers/attestations"
      )
      let identity = "https://gitlab.example/own/jobs//ci/gitlab/pipeline.yml@\(ref)"
      try folder.write("\(digest) \(identity) https://gitlab.example\n", to: "answers/signatures")
    }
  }

  private func line(of server: String, dagster: String) async throws -> Line {
    let (folder, cluster) = (
      try await Self.checkout(), try await FakeKubernetes(namespaces: [Self.namespace])
    )
    isANode(cluster, dagster: dagster)
    let head = try await Child("/usr/bin/env", ["git", "rev-parse", "HEAD"], directory: folder.path).ending()
    return Line(
      server: server,
      folder: folder,
      registry: try await LocalRegistry(),
      cluster: cluster,
      revision: head.output.trimmingCharacters(in: .newlines)
    )
  }

  /// The image of this build's programs, as `main`, and its digest.
  private func push(_ line: Line) async throws -> String {
    var entries: [String] = []
    for name in ["trigger", "runner"] {
      let built = URL(fileURLWithPath: Checkout.runner).deletingLastPathComponent().appending(path: name).path
      let stripped = "\(line.folder.path)/answers/\(name)"
      try line.folder.write("", to: "answers/\(name)")
      let ending = try await Child("/usr/bin/env", ["strip", "-o", stripped, built]).ending()
      try #require(ending.status == 0, "\(ending)")
      entries.append("usr/local/bin/\(name)=\(stripped)")
    }
    return try await line.registry.push(
      "own/jobs/runner",
      tag: "main",
      revision: line.revision,
      layers: [entries.joined(separator: ",")]
    )
  }

  /// An image that nobody signed, or a branch, starts nothing.
  private func expectRefusals(_ line: Line, of digest: String) async throws {
    for ref in [nil, "refs/heads/branch"] {
      if let ref {
        try line.sign(digest, ref: ref)
      } else {
        try line.folder.write("", to: "answers/signatures")
      }
      if ref == nil { try line.folder.write("", to: "answers/attestations") }
      let ending = try await line.verify("main", into: "programs")
      #expect(ending.status == 77, "\(ending)")
    }
    let unverified = try await line.script("pipeline", ["plan", "--programs", "programs"])
    #expect(unverified.status == 64, "\(unverified)")
    #expect(line.cluster.jobs(in: Self.namespace).isEmpty)
  }

  @Test(arguments: ["github", "gitlab"])
  func aPlanIsApprovedAndRun(on server: String) async throws {
    try await OwnServer.with("--backfill-tick", "3", "--forked-runs") { dagster in
      let line = try await line(of: server, dagster: dagster.url)
      let digest = try await push(line)
      try await expectRefusals(line, of: digest)
      try line.sign(digest, ref: "refs/heads/main")
      let (start, clock) = (ContinuousClock.now, ContinuousClock())
      #expect(try await line.verify("", into: "programs").status == 0)
      let verified = clock.now

      let planned = try await line.script(
        "pipeline",
        ["plan", "--programs", "programs"],
        ["OUTPUT_FILE": "\(line.folder.path)/plan.env"]
      )
      try #require(planned.status == 0, "\(planned)")
      print("\(server): the image verified in \(verified - start), the plan made in \(clock.now - verified)")
      let plan = line.folder.text("plan.env").split(separator: "\n").map(String.init)
      let approved = try #require(plan.first?.replacing("PLAN=", with: ""))
      #expect(plan == ["PLAN=\(approved)", "VERSION=\(digest)"])
      #expect(line.folder.text("summary.md").contains("\ndigest  \(approved)\n"))

      try await expectNothingElseRuns(line, than: (approved, digest), at: dagster.url)
      let approval = Date()
      for _ in 1...2 {
        let run = try await self.run(line, plan: approved, image: digest)
        #expect(run.status == 0, "\(run)")
        #expect(try await Witness(url: dagster.url).backfills(of: Self.job).count == Self.steps)
      }
      let launched = try Self.firstLaunch(in: line.cluster) - approval.timeIntervalSince1970
      print("\(server): the first launch \(launched) s after the approval")
      let maps = String(describing: line.cluster.configMaps(in: Self.namespace))
      #expect(maps.contains("bob") && maps.contains(digest))
      await line.cluster.stop()
    }
  }

  /// When Dagster's answer to the first launch came, as the record has it.
  private static func firstLaunch(in cluster: FakeKubernetes) throws -> Double {
    let map = try #require(cluster.configMaps(in: namespace)["production-jobs.\(job)"])
    let record = try Record(json: try #require(map["data"]?["record.json"]?.text), source: job)
    return try #require(record.steps.first?.launches.first?.launched).seconds
  }

  /// As the job after the approval does it: the image is verified once more by the digest that was planned.
  private func run(_ line: Line, plan: String, image: String) async throws -> Child.Ending {
    let name = "programs-\(UUID())"
    let verified = try await line.verify(image, into: name)
    try #require(verified.status == 0, "\(verified)")
    if line.server == "gitlab" {
      return try await line.script(
        "pipeline",
        ["--programs", name, "--planned", "plan.env"],
        ["JOB_APPROVER": "bob"]
      )
    }
    let form = ["PLAN": plan, "VERSION": image, "JOB_APPROVER": "bob"]
    return try await line.script("pipeline", ["--programs", name], form)
  }

  private func expectNothingElseRuns(_ line: Line, than: (plan: String, image: String), at dagster: String)
    async throws
  {
    let other = "sha256:\(String(repeating: "0", count: 64))"
    for (form, status) in [
      (["PLAN": other, "VERSION": than.image], 3), (["PLAN": than.plan, "VERSION": other], 64),
      (["PLAN": "", "VERSION": than.image], 64), (["PLAN": than.plan, "VERSION": "main"], 64),
    ] as [([String: String?], Int32)] {
      let ending = try await line.script("pipeline", ["--programs", "programs"], form)
      #expect(ending.status == status, "\(ending)")
    }
    try await Witness(url: dagster).expectNothingLaunched(by: Self.job)
  }
}
