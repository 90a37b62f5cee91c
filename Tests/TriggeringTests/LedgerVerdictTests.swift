import KubernetesDouble
import Ledger
import Testing

@testable import Triggering

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
    try await check(outcome, of: Scene.files().documentDigest(), code, words)
  }

  /// A job was changed after it had come to an end, and this attempt was stopped before it said so.
  @Test(arguments: [Outcome.succeeded, .failed])
  func ofAnotherDocumentItTellsNothing(_ outcome: Outcome) async throws {
    let words =
      ", and the ledger has another document of it; exit code 75: what it began may go on; start it again and it attaches"
    try await check(outcome, of: ObjectTests.digest, 75, words)
  }

  /// The ledger's place is away just when it is asked.
  @Test func itIsAskedAgain() async throws {
    try await check(
      .succeeded,
      of: Scene.files().documentDigest(),
      0,
      ", and the ledger says succeeded"
    ) { scene in
      scene.cluster.inject(.http(503), times: 2) { $0.verb == "get" && $0.target?.resource == "configmaps" }
    }
  }

  /// Its Role lets the trigger not read records: the Job's own verdict stands.
  @Test func whereItCannotBeAskedTheJobTells() async throws {
    let scene = try await Scene()
    let why = "configmaps is forbidden"
    scene.cluster.inject(Fault(.beforeEffect, .status(Status(403, "Forbidden", why))), times: 100) {
      $0.verb == "get" && $0.target?.resource == "configmaps"
    }
    scene.cluster.onJob(StartingTests.ends(1))
    let words = "the Job \(Scene.job)-1 has failed (PodFailurePolicy: as it is); exit code 1"
    #expect(try await scene.run() == Conclusion(1, words))
    #expect(
      scene.told.last
        == "the ledger can't be asked: cannot get the ConfigMap production-jobs/production-jobs.\(Scene.job): the "
        + "Kubernetes API at URL answered: configmaps is forbidden; let an administrator run `kubectl create role "
        + "production-jobs-ledger --namespace production-jobs --verb=get,list,create,update --resource=configmaps` and "
        + "bind the role to this account"
    )
    await scene.cluster.stop()
  }

  private func check(
    _ outcome: Outcome?,
    of digest: String,
    _ code: Int32,
    _ words: String,
    prepare: (Scene) -> Void = { _ in }
  ) async throws {
    let scene = try await Scene()
    try await scene.records(outcome, of: digest)
    prepare(scene)
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
    await scene.cluster.stop()
  }
}
