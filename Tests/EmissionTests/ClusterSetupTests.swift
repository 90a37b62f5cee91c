import Diagnostics
import Emission
import Foundation
import JobDSL
import Jobs
import TestSupport
import Testing
import YAML

/// `ci/kubernetes` gives what is needed and nothing more, and fits the Jobs that `emit` writes.
@Suite struct ClusterSetupTests {
  /// The objects of the setup by `Kind/name`.
  private func objects() throws -> [String: Node] {
    var objects: [String: Node] = [:]
    for file in ["namespace", "settings", "runner", "trigger", "network-policy"] {
      let path = "ci/kubernetes/\(file).yaml"
      let text = try String(contentsOf: inPackage(path), encoding: .utf8)
      for (index, document) in text.components(separatedBy: "\n---\n").enumerated() {
        let reading = Reading(Array(document.utf8), file: "\(path) (\(index + 1))")
        try #require(reading.problems.map(\.description) == [])
        let root = try #require(reading.root)
        let name = try #require(root["metadata"]?["name"]?.text)
        objects["\(try #require(root["kind"]?.text))/\(name)"] = root
      }
    }
    return objects
  }

  private func rules(of role: String) throws -> [String] {
    let rules = try #require(try objects()["Role/\(role)"]?["rules"])
    return rules.items.map { rule in
      ["resources", "verbs"].map { rule[$0]?.items.map(\.text).joined(separator: ",") ?? "" }.joined(
        separator: ": "
      )
    }
  }

  @Test func theRunnerMayKeepItsLedgerOnly() throws {
    #expect(try rules(of: "production-jobs") == ["configmaps: get,list,create,update"])
  }

  @Test func theTriggerMayStartAndFollowJobsOnly() throws {
    #expect(
      try rules(of: "production-jobs-trigger") == [
        "jobs: create,get,list,delete", "pods: get,list", "pods/log: get", "events: list",
        "configmaps: create,get,list",
      ]
    )
  }

  /// Roles are of the namespace; nothing here is of the whole cluster but the namespace itself.
  @Test func thereIsNothingElse() throws {
    #expect(
      try objects().keys.sorted() == [
        "ConfigMap/production-jobs", "Namespace/production-jobs", "NetworkPolicy/production-jobs",
        "Role/production-jobs", "Role/production-jobs-trigger", "RoleBinding/production-jobs",
        "RoleBinding/production-jobs-trigger", "ServiceAccount/production-jobs",
        "ServiceAccount/production-jobs-trigger",
      ]
    )
  }

  @Test func eachRoleIsBoundToTheAccountOfItsNameOnly() throws {
    let objects = try objects()
    for name in ["production-jobs", "production-jobs-trigger"] {
      let binding = try #require(objects["RoleBinding/\(name)"])
      #expect(binding["roleRef"]?["name"]?.text == name)
      #expect(binding["roleRef"]?["kind"]?.text == "Role")
      #expect(binding["subjects"]?.items.map { $0["kind"]?.text } == ["ServiceAccount"])
      #expect(binding["subjects"]?.items.map { $0["name"]?.text } == [name])
    }
  }

  @Test(arguments: ["enforce", "audit", "warn"])
  func theNamespaceIsRestricted(mode: String) throws {
    let labels = try objects()["Namespace/production-jobs"]?["metadata"]?["labels"]
    #expect(labels?["pod-security.kubernetes.io/\(mode)"]?.text == "restricted")
  }

  @Test func theNetworkPolicyIsForEveryPodAndLetsNothingIn() throws {
    let spec = try #require(try objects()["NetworkPolicy/production-jobs"]?["spec"])
    #expect(spec["podSelector"]?.count == 0)
    #expect(spec["policyTypes"]?.items.map(\.text) == ["Ingress", "Egress"])
    #expect(spec["ingress"] == nil)
    // A rule without `to` or without `ports` would let everything out.
    let rules = try #require(spec["egress"]).items.map { ($0["to"]?.count ?? 0, $0["ports"]?.count ?? 0) }
    #expect(rules.count == 3 && rules.allSatisfy { $0 > 0 && $1 > 0 })
  }

  @Test func theSetupHasWhatTheJobsReferTo() throws {
    let objects = try objects()
    let job = job("my-job") { Launch(.noop) }
    let bytes = try #require(try GeneratedFiles(of: [job]).files["my-job/kubernetes.yaml"])
    let pod = try #require(Reading(bytes, file: "kubernetes.yaml").root?["spec"]?["template"]?["spec"])
    let account = try #require(pod["serviceAccountName"]?.text)
    #expect(objects["ServiceAccount/\(account)"] != nil)
    let container = try #require(pod["containers"]?.items.first { _ in true })
    let settings = try #require(
      container["envFrom"]?.items.first { _ in true }?["configMapRef"]?["name"]?.text
    )
    #expect(objects["ConfigMap/\(settings)"]?["data"]?["DAGSTER_URL"] != nil)
  }
}
