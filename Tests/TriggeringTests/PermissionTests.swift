import KubernetesDouble
import Testing
import Triggering

/// Who may not do what is needed is told which Role is missing.
@Suite(.timeLimit(.minutes(1))) struct PermissionTests {
  /// A permission, whether it is missed before something was created, and the object in the message.
  static let permissions: [(verb: String, resource: String, what: String)] = [
    ("list", "jobs", "list the Jobs in the namespace production-jobs"),
    ("create", "configmaps", "create the ConfigMap production-jobs/\(Scene.document)"),
    ("create", "jobs", "create the Job production-jobs/recover-orders-2024-02-1"),
    ("list", "pods", "list the Pods in the namespace production-jobs"),
    ("get", "jobs", "get the Job production-jobs/recover-orders-2024-02-1"),
    ("get", "pods/log", "get the log of the Pod production-jobs/recover-orders-2024-02-1-pod1"),
  ]

  @Test(arguments: permissions)
  func aMissingRoleIsNamed(_ permission: (verb: String, resource: String, what: String)) async throws {
    let scene = try await Scene()
    scene.cluster.onJob { $0.createsPod().runs() }
    scene.cluster.denies("\(permission.verb) \(permission.resource)")
    let conclusion = try await scene.run()
    #expect(conclusion.exitCode == 77)
    let message = conclusion.message.replacing(scene.cluster.url, with: "URL")
    #expect(message.hasPrefix("cannot \(permission.what): the Kubernetes API at URL answered: "))
    #expect(
      message.contains(
        "; give the account a Role with the verb \(permission.verb) on \(permission.resource) in production-jobs"
      )
    )
    await scene.cluster.stop()
  }

  @Test func eventsAreNotNeeded() async throws {
    let scene = try await Scene()
    scene.cluster.denies("list events")
    scene.cluster.onJob(StartingTests.ends(0))
    #expect(try await scene.run().exitCode == 0)
    #expect(scene.told.filter { $0.contains("with the verb list on events in production-jobs") }.count == 1)
    await scene.cluster.stop()
  }

  @Test func whoIsNotKnownIsToldBeforeAnythingIsCreated() async throws {
    let scene = try await Scene()
    scene.cluster.accepts(token: "secret")
    #expect(
      try await scene.run()
        == Conclusion(
          77,
          "cannot list the Jobs in the namespace production-jobs: the Kubernetes API at \(scene.cluster.url) answered: "
            + "401 Unauthorized; check that the token is of this cluster and not expired: `kubectl create token "
            + "SERVICE_ACCOUNT` makes one"
        )
    )
    await scene.cluster.stop()
  }

  @Test func aTokenThatExpiresMeanwhile() async throws {
    let scene = try await Scene()
    scene.cluster.onJob { [scene] work in
      let pod = work.createsPod()
      pod.runs()
      await pod.log.isFollowed()
      scene.cluster.accepts(token: "another")
      pod.log.endsStreams()
    }
    let conclusion = try await scene.run()
    #expect(conclusion.exitCode == 75)
    #expect(conclusion.message.contains("401 Unauthorized; check that the token is of this cluster"))
    #expect(
      conclusion.message.hasSuffix(
        "the Job recover-orders-2024-02-1 goes on; to follow it again: ci/trigger AGAIN"
      )
    )
    await scene.cluster.stop()
  }
}
