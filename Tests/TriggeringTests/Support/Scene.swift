import ClusterLedger
import Foundation
import HTTP
import Kubernetes
import KubernetesDouble
import Ledger
import TestSupport
import Triggering

/// A cluster in this process, and a job to start in it.
struct Scene {
  static let job = "recover-orders-2024-02"
  static let document = "recover-orders-2024-02-4hh726dc48"
  /// An image's.
  static let digest = "sha256:\(String(repeating: "1", count: 64))"

  let cluster: FakeKubernetes
  let recorder = Recorder()

  init() async throws { cluster = try await FakeKubernetes(namespaces: ["production-jobs"]) }

  /// The job's files as they are in the package.
  static func files(of job: String = job, commit: String = "c0ffee", memory: String? = nil) throws -> JobFiles
  {
    func bytes(_ name: String) throws -> [UInt8] {
      Array(try Data(contentsOf: inPackage("generated/\(job)/\(name)")))
    }
    return JobFiles(
      job: job,
      commit: commit,
      document: try bytes("job.yaml"),
      manifest: Array(
        String(decoding: try bytes("kubernetes.yaml"), as: UTF8.self)
          .replacing(/memory: .*/, with: { memory.map { "memory: \($0)" } ?? String($0.output) }).utf8
      ),
      kustomization: try bytes("kustomization.yaml")
    )
  }

  /// As they are once somebody has changed the document.
  static func otherFiles() throws -> JobFiles {
    try files { $0.replacing(/reason: .*/, with: "reason: another one") }
  }

  static func files(changing document: (String) -> String) throws -> JobFiles {
    let files = try files()
    return JobFiles(
      job: files.job,
      commit: files.commit,
      document: Array(document(String(decoding: files.document, as: UTF8.self)).utf8),
      manifest: files.manifest,
      kustomization: files.kustomization
    )
  }

  static func request(
    _ mode: Mode = .run,
    image: String = "registry/runner",
    version: String = "v1",
    plan: String? = nil,
    actor: String? = "ada",
    approver: String? = nil,
    reason: String? = nil
  ) throws -> TriggerRequest {
    try TriggerRequest(
      job: job,
      mode: mode,
      namespace: "production-jobs",
      image: ImageReference(repository: image, version: version),
      plan: plan,
      provenance: Provenance(actor: actor, approver: approver, pipelineURL: "https://ci/1"),
      reason: reason
    )
  }

  static let patience = FollowLimits(
    interval: .milliseconds(10),
    first: .seconds(60),
    outage: .seconds(60),
    log: .seconds(60),
    idle: .seconds(60),
    start: nil,
    total: nil
  )

  func run(
    _ request: TriggerRequest? = nil,
    files: JobFiles? = nil,
    patience: FollowLimits = patience,
    requestLimit: Duration? = nil,
    id: String = "id-1"
  ) async throws -> Conclusion {
    let client = try client(requestLimit: requestLimit)
    let run = TriggerRun(
      try request ?? Self.request(),
      client: client,
      ledger: KubernetesLedger(client: client, namespace: "production-jobs", clock: SystemClock()),
      reporter: recorder,
      patience: patience,
      again: "ci/trigger AGAIN"
    )
    let conclusion = await run.carryOut(try files ?? Self.files(), id: id)
    await client.shutdown()
    return conclusion
  }

  /// - Parameter requestLimit: how long an answer may take.
  func client(requestLimit: Duration? = nil) throws -> KubernetesClient {
    var configuration = try KubernetesConfiguration(url: cluster.url)
    if let requestLimit { configuration.timeouts.request = requestLimit }
    return try KubernetesClient(configuration: configuration)
  }

  /// Leaves a record of the job.
  func records(_ outcome: Outcome?, of digest: String, isLaunched: Bool = false) async throws {
    let client = try client()
    let ledger = KubernetesLedger(client: client, namespace: "production-jobs", clock: SystemClock())
    let start = Timestamp(seconds: 0)
    var launch = LaunchRecord(launchID: "launch-1", kind: .backfill, intended: start)
    launch.dagsterID = "backfill-1"
    let isDone = outcome == .succeeded
    let step = StepRecord(
      index: 0,
      command: "backfill",
      summary: "orders",
      state: isDone ? .succeeded : .pending,
      launches: isLaunched || isDone ? [launch] : []
    )
    _ = try await ledger.create(
      Record(
        job: Self.job,
        document: DocumentReference(digest: digest, text: "", file: "job.yaml"),
        owner: "data-platform",
        reason: "INC-1",
        created: start,
        updated: start,
        steps: [step],
        outcome: outcome
      )
    )
    await client.shutdown()
  }

  /// What was told, with the server's address as `URL`.
  var told: [String] { recorder.lines.map { $0.replacingOccurrences(of: cluster.url, with: "URL") } }

  /// Waits until so many requests more have come.
  func asks(_ times: Int) async {
    let begin = cluster.requests.count
    await waitUntil { cluster.requests.count >= begin + times }
  }

  /// Waits until the follower has looked so many times more.
  func looks(_ times: Int = 2) async {
    let looks = { cluster.requests.count { $0.verb == "list" && $0.target?.resource == "pods" } }
    let begin = looks()
    await waitUntil { looks() >= begin + times }
  }
}
