import Foundation
import Kubernetes
import RealCluster
import Testing
import Triggering

/// What the accounts of ci/kubernetes may do and may not, asked of the server.
@Suite(.onCluster, .inNamespaceOfOurs, .inOwnNamespace, .timeLimit(.minutes(5)))
struct RealPermissionTests {
  private func mayDo(_ account: TestNamespace.Account, _ verb: String, _ resource: String) async throws
    -> Bool
  {
    let namespace = try #require(TestNamespace.current).name
    return try await Kubectl.mayDo(verb, resource, in: namespace, as: account.rawValue)
  }

  @Test(arguments: [
    ("get", "configmaps"), ("list", "configmaps"), ("create", "configmaps"), ("update", "configmaps"),
  ])
  func theRunnerMay(_ verb: String, _ resource: String) async throws {
    #expect(try await mayDo(.runner, verb, resource))
  }

  @Test(arguments: [
    ("delete", "configmaps"), ("patch", "configmaps"), ("get", "secrets"), ("create", "pods"),
    ("create", "jobs.batch"), ("create", "serviceaccounts/token"), ("list", "pods"),
  ])
  func theRunnerMayNot(_ verb: String, _ resource: String) async throws {
    #expect(try await !mayDo(.runner, verb, resource))
  }

  @Test(arguments: [("get", "configmaps"), ("list", "configmaps")])
  func aPlanMay(_ verb: String, _ resource: String) async throws {
    #expect(try await mayDo(.plan, verb, resource))
  }

  @Test(arguments: [
    ("create", "configmaps"), ("update", "configmaps"), ("delete", "configmaps"), ("patch", "configmaps"),
    ("get", "secrets"), ("list", "pods"), ("create", "jobs.batch"), ("create", "serviceaccounts/token"),
  ])
  func aPlanMayNot(_ verb: String, _ resource: String) async throws {
    #expect(try await !mayDo(.plan, verb, resource))
  }

  @Test(
    arguments: [TestNamespace.Account.trigger, .planner],
    [
      ("delete", "configmaps"), ("update", "configmaps"), ("patch", "configmaps"), ("get", "secrets"),
      ("create", "pods"), ("get", "pods"), ("delete", "pods"), ("create", "pods/exec"),
      ("update", "jobs.batch"),
      ("patch", "jobs.batch"), ("deletecollection", "jobs.batch"), ("create", "serviceaccounts/token"),
    ]
  )
  func aPipelineMayNot(_ account: TestNamespace.Account, _ right: (verb: String, resource: String))
    async throws
  {
    #expect(try await !mayDo(account, right.verb, right.resource))
  }

  /// What it asks for is a run that nobody approved.
  @Test func onlyWhoStartsRunsMayDeleteAJob() async throws {
    #expect(try await mayDo(.trigger, "delete", "jobs.batch"))
    #expect(try await !mayDo(.planner, "delete", "jobs.batch"))
  }

  @Test func whoMayNothingIsToldSo() async throws {
    let namespace = try #require(TestNamespace.current)
    var configuration = try await namespace.configuration(as: .runner)
    configuration.timeouts.rest = .seconds(10)
    let client = try KubernetesClient(configuration: configuration)
    let job = try await ClusterJob()
    let conclusion = try await job.run(job.files("true"), client: client)
    await client.shutdown()
    try await job.cleanUp()
    #expect(
      conclusion
        == Conclusion(
          77,
          "cannot list the Jobs in the namespace \(namespace.name): the Kubernetes API at \(configuration.url) answered: "
            + "jobs.batch is forbidden: User \"system:serviceaccount:\(namespace.name):production-jobs\" cannot list "
            + "resource \"jobs\" in API group \"batch\" in the namespace \"\(namespace.name)\"; give the account a "
            + "Role with the verb list on jobs in \(namespace.name)"
        )
    )
  }
}
