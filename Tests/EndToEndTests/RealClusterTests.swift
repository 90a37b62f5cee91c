import ClusterLedger
import Foundation
import Kubernetes
import Ledger
import RealCluster
import TestSupport
import Testing

/// The runner's own process with its records in a real cluster, by the account and the token that a pod has.
@Suite(.onDagster, .onCluster, .inNamespaceOfOurs, .inOwnNamespace, .timeLimit(.minutes(5)))
struct RealClusterTests {
  private let namespace: TestNamespace

  init() throws { namespace = try #require(TestNamespace.current) }

  /// A job whose ledger is the cluster's.
  private func job(_ topic: String, seconds: Int) async throws -> JobFile {
    var job = try JobFile(topic, steps: Sleep.steps(seconds: seconds))
    let access = try await namespace.files(as: .runner, in: job.folder.path)
    job.environment.merge(access) { $1 }
    job.environment["PRODUCTION_JOBS_LEDGER"] = "kubernetes://\(namespace.name)"
    return job
  }

  private func record(of job: JobFile) async throws -> Record? {
    let client = try KubernetesClient(configuration: await namespace.configuration(as: .ofKubeconfig))
    let ledger = KubernetesLedger(client: client, namespace: namespace.name, clock: SystemClock())
    let record = try await ledger.read(job.name)?.record
    await client.shutdown()
    return record
  }

  private func waitForLaunch(of job: JobFile) async throws {
    try await answer(to: "the launch of \(job.name)") {
      try await record(of: job)?.steps.first?.state == .launched ? () : nil
    }
  }

  @Test func whatIsDoneIsRecorded() async throws {
    let job = try await job("recorded", seconds: 1)
    let ending = try await job.run()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    let record = try #require(try await record(of: job))
    #expect(record.outcome == .succeeded)
    #expect(record.attempts.map(\.provenance.actor) == ["ada"])
    let outcome = try await Kubectl.run(
      "get",
      "configmap",
      "production-jobs.\(job.name)",
      "--namespace",
      namespace.name,
      "-o",
      #"jsonpath={.metadata.annotations.production-jobs/outcome}"#
    )
    #expect(outcome == "succeeded")
    #expect(try await job.start("history").ending().output.contains("\(job.name)  succeeded"))
  }

  @Test func ofFiveRunnersAtOnceOneLaunches() async throws {
    let job = try await job("five", seconds: 8)
    let endings = try await withThrowingTaskGroup(of: Child.Ending.self) { group in
      for _ in 0..<5 { group.addTask { try await job.run() } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(endings.contains { $0.status == 0 }, "\(endings)")
    #expect(endings.allSatisfy { [0, 5].contains($0.status) }, "\(endings)")
    #expect(try await Witness().runs(of: job.name).count == 1)
  }

  @Test func aRunnerThatIsKilledIsFollowedByOneThatAttaches() async throws {
    let job = try await job("killed", seconds: 30)
    let child = try job.start("run", "job.yaml", "--lease", "3")
    try await waitForLaunch(of: job)
    child.send(SIGKILL)
    _ = await child.ending()
    var next = try await job.run("--lease", "3")
    while next.status == 5 { next = try await job.run("--lease", "3") }
    #expect(next.status == 0, "\(next.output)\(next.errors)")
    #expect(try await Witness().runs(of: job.name).count == 1)
    #expect(try await record(of: job)?.attempts.count == 2)
  }

  /// A node replaces the token in a pod's file before it expires.
  @Test func aTokenThatRotates() async throws {
    let job = try await job("rotates", seconds: 15)
    let old = try await namespace.borrowedAccount()
    let path = "\(job.folder.path)/token"
    try old.token.write(toFile: path, atomically: true, encoding: .utf8)
    let child = try job.start("run", "job.yaml")
    try await waitForLaunch(of: job)
    try await namespace.token(of: "production-jobs").write(toFile: path, atomically: true, encoding: .utf8)
    try await Kubectl.run("delete", "serviceaccount", old.name, "--namespace", namespace.name)
    let ending = await child.ending()
    #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
    #expect(try await record(of: job)?.outcome == .succeeded)
  }
}
