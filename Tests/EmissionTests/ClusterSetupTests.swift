import Emission
import Foundation
import JobDSL
import Jobs
import TestSupport
import Testing
import YAML

/// `ci/kubernetes` gives what is needed and nothing more, and fits the Jobs that `emit` writes.
@Suite struct ClusterSetupTests {
  private let setup: ClusterSetup

  init() throws { setup = try ClusterSetup() }

  @Test(arguments: [
    ("production-jobs", ["configmaps: get,list,create,update"]),
    ("production-jobs-plan", ["configmaps: get,list"]),
    (
      "production-jobs-trigger",
      [
        "jobs: create,get,list,delete", "pods: list", "pods/log: get", "events: list",
        "configmaps: create,get,list",
      ]
    ),
    (
      "production-jobs-planner",
      [
        "jobs: create,get,list", "pods: list", "pods/log: get", "events: list",
        "configmaps: create,get,list",
      ]
    ),
  ])
  func eachRoleAllowsWhatItsAccountDoesOnly(_ role: String, _ rules: [String]) throws {
    #expect(try setup.rules(of: role) == rules)
  }

  /// Roles are of the namespace; of the whole cluster are the namespace itself, and policies that are bound to it.
  @Test func thereIsNothingElse() {
    let accounts = [
      "production-jobs", "production-jobs-plan", "production-jobs-planner", "production-jobs-trigger",
    ]
    let policies = ["entering", "jobs", "namespace", "pods", "records", "started-jobs"]
      .map { "production-jobs.\($0)" }
    let expected = [
      "ConfigMap": ["production-jobs", "production-jobs-plan"],
      "LimitRange": ["production-jobs"],
      "Namespace": ["production-jobs"],
      "NetworkPolicy": ["production-jobs"],
      "ResourceQuota": ["production-jobs"],
      "Role": accounts,
      "RoleBinding": accounts,
      "ServiceAccount": accounts,
      "ValidatingAdmissionPolicy": policies,
      "ValidatingAdmissionPolicyBinding": policies,
    ]
    let kinds = Set(setup.objects.keys.compactMap { $0.split(separator: "/").first.map(String.init) })
    #expect(Dictionary(uniqueKeysWithValues: kinds.map { ($0, setup.names(of: $0)) }) == expected)
  }

  /// And, on GKE, to the Google account of that name.
  @Test func eachRoleIsBoundToTheAccountOfItsNameOnly() throws {
    for name in setup.names(of: "RoleBinding") {
      let binding = try #require(setup.objects["RoleBinding/\(name)"])
      #expect(binding["roleRef"]?["name"]?.text == name)
      #expect(binding["roleRef"]?["kind"]?.text == "Role")
      let subjects = (binding["subjects"]?.items.map { $0 } ?? []).map {
        ($0["kind"]?.text ?? "", $0["name"]?.text ?? "")
      }
      #expect(subjects.filter { $0.0 != "User" }.map { "\($0.0) \($0.1)" } == ["ServiceAccount \(name)"])
      #expect(subjects.filter { $0.0 == "User" }.allSatisfy { $0.1.hasPrefix("\(name)@") })
    }
  }

  /// A token of a pipeline's identity is nothing for a pod.
  @Test(arguments: ["production-jobs-trigger", "production-jobs-planner"])
  func noPodHasATokenOfThePipeline(_ account: String) {
    #expect(setup.objects["ServiceAccount/\(account)"]?["automountServiceAccountToken"]?.text == "false")
  }

  @Test(arguments: ["enforce", "audit", "warn"])
  func theNamespaceIsRestricted(mode: String) {
    let labels = setup.objects["Namespace/production-jobs"]?["metadata"]?["labels"]
    #expect(labels?["pod-security.kubernetes.io/\(mode)"]?.text == "restricted")
  }

  /// An error in a policy, and a policy that is bound to nothing or only warns, would let everything pass.
  @Test func eachPolicyIsBoundToTheNamespaceAndDenies() throws {
    for name in setup.names(of: "ValidatingAdmissionPolicy") {
      let policy = try #require(setup.objects["ValidatingAdmissionPolicy/\(name)"]?["spec"])
      #expect(policy["failurePolicy"]?.text == "Fail")
      let binding = try #require(setup.objects["ValidatingAdmissionPolicyBinding/\(name)"]?["spec"])
      #expect(binding["policyName"]?.text == name)
      #expect(binding["validationActions"]?.items.map(\.text) == ["Deny", "Audit"])
      let labels = binding["matchResources"]?["namespaceSelector"]?["matchLabels"]
      #expect(labels?.count == 1)
      #expect(labels?["kubernetes.io/metadata.name"]?.text == "production-jobs")
    }
  }

  /// What is finished must never be counted: a run would find no place for all the plans before it, and the ledger
  /// none for its records.
  @Test func theQuotaCountsWhatRunsAlone() throws {
    let limits = try #require(setup.objects["ResourceQuota/production-jobs"]?["spec"]?["hard"])
    #expect(
      limits.pairs.compactMap { $0.key.text }.sorted() == [
        "limits.memory", "persistentvolumeclaims", "pods", "requests.cpu", "services",
      ]
    )
    #expect(setup.objects["ResourceQuota/production-jobs"]?["spec"]?.count == 1)
  }

  /// A limit would refuse the pod of a job that needs more.
  @Test func theLimitRangeOnlySaysWhatIsTakenByDefault() throws {
    let limits = try #require(setup.objects["LimitRange/production-jobs"]?["spec"]?["limits"])
    for limit in limits.items {
      #expect(limit.pairs.compactMap { $0.key.text }.sorted() == ["default", "defaultRequest", "type"])
    }
  }

  @Test func theSetupHasWhatTheJobsReferTo() throws {
    let job = job("my-job") { Launch(.noop) }
    let bytes = try #require(try GeneratedFiles(of: [job]).files["my-job/kubernetes.yaml"])
    let pod = try #require(Reading(bytes, file: "kubernetes.yaml").root?["spec"]?["template"]?["spec"])
    let account = try #require(pod["serviceAccountName"]?.text)
    let container = try #require(pod["containers"]?.items.first { _ in true })
    let settings = try #require(
      container["envFrom"]?.items.first { _ in true }?["configMapRef"]?["name"]?.text
    )
    for suffix in ["", "-plan"] {
      #expect(setup.objects["ServiceAccount/\(account)\(suffix)"] != nil)
      #expect(setup.objects["ConfigMap/\(settings)\(suffix)"]?["data"]?["DAGSTER_URL"] != nil)
    }
  }
}

/// What gets in and out of the namespace.
@Suite struct NetworkPolicyTests {
  private let spec: Node

  init() throws {
    spec = try #require(ClusterSetup().objects["NetworkPolicy/production-jobs"]?["spec"])
  }

  private var destinations: [Node] {
    (spec["egress"]?.items.map { $0 } ?? []).flatMap { $0["to"]?.items.map { $0 } ?? [] }
  }

  @Test func itIsForEveryPodAndLetsNothingIn() throws {
    #expect(spec["podSelector"]?.count == 0)
    #expect(spec["policyTypes"]?.items.map(\.text) == ["Ingress", "Egress"])
    #expect(spec["ingress"] == nil)
    // A rule without `to` or without `ports` would let everything out.
    let rules = try #require(spec["egress"]).items.map { ($0["to"]?.count ?? 0, $0["ports"]?.count ?? 0) }
    #expect(!rules.isEmpty && rules.allSatisfy { $0 > 0 && $1 > 0 })
  }

  /// No range of addresses, and no namespace but one that is named.
  @Test func eachDestinationIsNamed() {
    for destination in destinations {
      let address = destination["ipBlock"]?["cidr"]?.text
      let namespace = destination["namespaceSelector"]?["matchLabels"]?["kubernetes.io/metadata.name"]?.text
      #expect((address == nil) != (namespace == nil))
      if let address { #expect(address.hasSuffix("/32") || address.hasSuffix("/128")) }
    }
  }

  /// Names are looked up; where Dagster and the API server are is a label that no namespace has, and an address for
  /// documentation (RFC 5737).
  @Test(.enabled(if: ClusterSetup.isAsShipped, "ci/kubernetes knows a cluster by now"))
  func itOpensNothingUntilItIsEdited() {
    let found = destinations.map {
      $0["ipBlock"]?["cidr"]?.text
        ?? $0["namespaceSelector"]?["matchLabels"]?["kubernetes.io/metadata.name"]?.text
    }
    #expect(found == ["kube-system", "169.254.20.10/32", "EDIT", "192.0.2.1/32"])
  }
}
