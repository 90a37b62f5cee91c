import Dagster
import DagsterModel
import Kubernetes
import Ledger
import RealCluster
import TestSupport
import Testing
import Triggering

/// The runner's own image in pods, and a real Dagster, which is asked what was launched.
@Suite(
  .onCluster,
  .inNamespaceOfOurs,
  .withRunnerImage,
  .inOwnNamespace,
  .serialized,
  .timeLimit(.minutes(10))
)
struct RealRunnerTests {
  /// A job whose one step sleeps.
  private func job(seconds: Int) async throws -> (job: ClusterJob, files: JobFiles) {
    let job = try await ClusterJob(image: ClusterSettings.runnerImage ?? "")
    try await job.leadTo(dagster: ClusterSettings.dagsterURL ?? "")
    let document = documentText(
      name: job.name,
      steps: """
        - launch:
            job: sleep_job
            location: lab
            config: {ops: {sleep_op: {config: {seconds: \(seconds)}}}}
        """
    )
    return (job, try job.files(document: document))
  }

  private func launches(of job: ClusterJob) async throws -> [Run] {
    let client = try DagsterClient(configuration: DagsterConfiguration(url: ClusterSettings.sandboxURL ?? ""))
    let runs = try await client.findRuns(tags: [Tag("production-jobs/job", job.name)])
    await client.shutdown()
    return runs
  }

  private func waitForLaunch(of job: ClusterJob) async throws {
    try await answer(to: "the launch of \(job.name)", within: 300) {
      try await job.record()?.steps.first?.state == .launched ? () : nil
    }
  }

  @Test func successAndItsPlanBefore() async throws {
    let (job, files) = try await job(seconds: 1)
    #expect(try await job.run(files, .plan) == Conclusion(0, "the Job \(job.name)-plan-1 is complete"))
    #expect(try await launches(of: job).isEmpty)
    #expect(
      try await job.run(files)
        == Conclusion(0, "the Job \(job.name)-1 is complete, and the ledger says succeeded")
    )
    #expect(try await launches(of: job).count == 1)
    // Once more: nothing is done twice.
    #expect(try await job.run(files).exitCode == 0)
    #expect(try await launches(of: job).count == 1)
    try await job.cleanUp()
  }

  @Test func anEvictionInTheMiddle() async throws {
    let (job, files) = try await job(seconds: 60)
    async let ended = job.run(files)
    try await waitForLaunch(of: job)
    try await job.evict(try await job.pod())
    #expect(
      try await ended == Conclusion(0, "the Job \(job.name)-1 is complete, and the ledger says succeeded")
    )
    #expect(try await launches(of: job).count == 1)
    #expect(try await job.record()?.attempts.map(\.outcome) == [.other("detached"), .succeeded])
    try await job.cleanUp()
  }

  /// As where a node goes away silently.
  @Test func aPodThatIsDeletedAtOnce() async throws {
    let (job, files) = try await job(seconds: 60)
    async let ended = job.run(files)
    try await waitForLaunch(of: job)
    try await Kubectl.run(
      "delete",
      "pod",
      try await job.pod(),
      "--namespace",
      job.namespace,
      "--grace-period",
      "0",
      "--force"
    )
    #expect(
      try await ended == Conclusion(0, "the Job \(job.name)-1 is complete, and the ledger says succeeded")
    )
    #expect(try await launches(of: job).count == 1)
    try await job.cleanUp()
  }

  /// As `kubectl delete job,configmap -l app.kubernetes.io/instance=JOB` does it to the record.
  @Test func aRecordThatIsDeletedIsForAPerson() async throws {
    let (job, files) = try await job(seconds: 120)
    async let ended = job.run(files)
    try await waitForLaunch(of: job)
    try await job.remove(ConfigMap.self, "production-jobs.\(job.name)")
    #expect(try await ended.exitCode == 4)
    #expect(job.recorder.lines.contains { $0.contains("record_vanished") })
    // Nothing is started again, by whoever asks.
    #expect(try await job.run(files).exitCode == 4)
    #expect(job.recorder.lines.contains { $0.contains("unrecorded_launches") })
    #expect(try await launches(of: job).count == 1)
    try await job.cleanUp()
  }

  /// A pod that comes after it was deleted waits for the document, until whoever follows puts it back.
  @Test func aDocumentThatIsDeletedIsPutBack() async throws {
    let (job, files) = try await job(seconds: 120)
    async let ended = job.run(files)
    try await waitForLaunch(of: job)
    let document = try #require(try await job.documents().first)
    try await job.remove(ConfigMap.self, document)
    try await job.evict(try await job.pod())
    #expect(try await ended.exitCode == 0)
    #expect(
      job.recorder.lines.contains("the ConfigMap \(document) was gone: put it back, so that pods can start")
    )
    #expect(try await launches(of: job).count == 1)
    try await job.cleanUp()
  }

  @Test func cancelStopsTheWork() async throws {
    let (job, files) = try await job(seconds: 300)
    async let ended = job.run(files)
    try await waitForLaunch(of: job)
    #expect(
      try await job.run(files, .cancel) == Conclusion(0, "the Job \(job.name)-cancel-1 is complete")
    )
    let conclusion = try await ended
    #expect(conclusion.exitCode == 1)
    #expect(conclusion.message.contains(", and the ledger says canceled"))
    #expect(try await launches(of: job).map(\.status) == [.canceled])
    try await job.cleanUp()
  }
}
