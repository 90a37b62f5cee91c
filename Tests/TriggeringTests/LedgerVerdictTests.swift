import Execution
import Kubernetes
import KubernetesDouble
import Testing
import Triggering

/// Where the Job can't tell, the ledger does.
@Suite(.timeLimit(.minutes(1))) struct LedgerVerdictTests {
  static let outcomes: [(Outcome?, Int32, String)] = [
    (.succeeded, 0, ", and the ledger says succeeded"),
    (.failed, 1, ", and the ledger says failed; exit code 1"),
    (.canceled, 1, ", and the ledger says canceled; exit code 1"),
    (
      nil, 75,
      ", and the ledger says unfinished; exit code 75: what it began may go on; start it again and it attaches"
    ),
  ]

  @Test(arguments: outcomes)
  func ofAJobThatIsGone(_ outcome: Outcome?, _ code: Int32, _ words: String) async throws {
    let scene = try await Scene()
    let client = try scene.client()
    let ledger = KubernetesLedger(client: client, namespace: "production-jobs", clock: SystemClock())
    _ = try await ledger.create(
      Record(
        job: Scene.job,
        document: DocumentReference(digest: ObjectTests.digest, text: "", file: "job.yaml"),
        owner: "data-platform",
        reason: "INC-1",
        created: Timestamp(seconds: 0),
        updated: Timestamp(seconds: 0),
        outcome: outcome
      )
    )
    scene.cluster.onJob { work in
      let pod = work.createsPod()
      pod.runs()
      await pod.log.isFollowed()
      work.isDeleted()
      pod.isDeleted()
    }
    #expect(
      try await scene.run() == Conclusion(code, "the Job recover-orders-2024-02-1 is gone\(words)")
    )
    await client.shutdown()
    await scene.cluster.stop()
  }
}
