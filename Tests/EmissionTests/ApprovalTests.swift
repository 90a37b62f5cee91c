import Foundation
import TestSupport
import Testing

/// Whether a run counts as approved, with what GitHub's API answers in its documented form.
@Suite struct ApprovalTests {
  private static let reviewer = #"{"type": "Team", "reviewer": {"id": 1, "slug": "platform"}}"#
  private static let branchRule = #"{"id": 3, "type": "branch_policy"}"#

  private static func rule(reviewers: String = reviewer, preventsSelf: String = "true") -> String {
    #"{"id": 1, "type": "required_reviewers", "prevent_self_review": \#(preventsSelf), "reviewers": [\#(reviewers)]}"#
  }

  private static func environment(
    rules: [String] = [rule(), branchRule],
    bypass: String = "false",
    policy: String = #"{"protected_branches": false, "custom_branch_policies": true}"#
  ) -> String {
    #"{"id": 9, "name": "production", "can_admins_bypass": \#(bypass), "protection_rules": "#
      + "[\(rules.joined(separator: ", "))], \"deployment_branch_policy\": \(policy)}"
  }

  private static func branches(_ names: String...) -> String {
    let policies = names.map { #"{"id": 1, "name": "\#($0)", "type": "branch"}"# }.joined(separator: ", ")
    return #"{"total_count": \#(names.count), "branch_policies": [\#(policies)]}"#
  }

  private static func approval(
    by login: String,
    _ state: String = "approved",
    of environment: String = "production"
  )
    -> String
  {
    #"{"state": "\#(state)", "comment": "ok", "environments": [{"id": 9, "name": "\#(environment)"}], "#
      + #""user": {"login": "\#(login)", "id": 4}}"#
  }

  private func approve(
    environment: String? = Self.environment(),
    branches: String? = Self.branches("main"),
    approvals: String? = "[\(Self.approval(by: "bob"))]",
    _ variables: [String: String?] = [:]
  ) async throws -> (ending: Child.Ending, output: String) {
    try await withTemporaryFolder { folder in
      let answers = [
        "environments_production": environment,
        "environments_production_deployment-branch-policies": branches,
        "actions_runs_42_approvals": approvals,
      ]
      for (path, answer) in answers {
        try answer.map { try Data($0.utf8).write(to: folder.appending(path: "repos_own_jobs_\(path)")) }
      }
      let fixed: [String: String?] = [
        "PATH": inPackage("Tests/EmissionTests/StandIns").path + ":"
          + (ProcessInfo.processInfo.environment["PATH"] ?? ""),
        "GH_ANSWERS": folder.path, "GH_TOKEN": "token", "GITHUB_REPOSITORY": "own/jobs",
        "GITHUB_RUN_ID": "42",
        "GITHUB_RUN_ATTEMPT": "1", "JOB_ACTOR": "ada", "OUTPUT_FILE": "\(folder.path)/output",
      ]
      let ending = try await Child(
        inPackage("ci/approval").path,
        ["--by", "github"],
        environment: fixed.merging(variables) { $1 }
      ).ending()
      let output = try? String(contentsOf: folder.appending(path: "output"), encoding: .utf8)
      return (ending, output ?? "")
    }
  }

  @Test func anotherPersonsApprovalCountsAndIsHandedOn() async throws {
    let (ending, output) = try await approve()
    #expect(ending == Child.Ending(status: 0, output: "approved by bob\n", errors: ""))
    #expect(output == "JOB_APPROVER=bob\n")
    let two = try await approve(approvals: "[\(Self.approval(by: "eve")), \(Self.approval(by: "bob"))]")
    #expect(two.output == "JOB_APPROVER=bob, eve\n")
  }

  /// Each rule that is missing, and how it is told.
  static let lacking: [(environment: String, branches: String, told: String)] = [
    (environment(rules: [branchRule]), branches("main"), "it has no required reviewers"),
    (environment(rules: []), branches("main"), "it has no required reviewers"),
    (
      environment(rules: [rule(reviewers: ""), branchRule]), branches("main"), "it has no required reviewers"
    ),
    (
      environment(rules: [rule(preventsSelf: "false"), branchRule]), branches("main"),
      "\"Prevent self-review\" is off"
    ),
    (
      environment(rules: [rule(preventsSelf: "null"), branchRule]), branches("main"),
      "\"Prevent self-review\" is off"
    ),
    (environment(bypass: "true"), branches("main"), "\"Allow administrators to bypass"),
    (environment(bypass: "null"), branches("main"), "\"Allow administrators to bypass"),
    (environment(policy: "null"), branches("main"), "it is not limited to the branch main alone"),
    (environment(), branches(), "it is not limited to the branch main alone"),
    (environment(), branches("main", "release/*"), "it is not limited to the branch main alone"),
    (environment(), branches("*"), "it is not limited to the branch main alone"),
    (
      environment(), #"{"branch_policies": [{"name": "main", "type": "tag"}]}"#,
      "it is not limited to the branch main alone"
    ),
    (
      environment(policy: #"{"protected_branches": true, "custom_branch_policies": false}"#), branches(),
      "it is not limited to the branch main alone"
    ),
    ("{}", "{}", "GitHub told of another environment"),
    ("[]", "[]", "GitHub's answer isn't what its API promises"),
    ("<html>", "{}", "GitHub's answer isn't what its API promises"),
  ]

  @Test(arguments: lacking.indices)
  func anEnvironmentThatLacksARuleLetsNothingRun(index: Int) async throws {
    let it = Self.lacking[index]
    let (ending, output) = try await approve(environment: it.environment, branches: it.branches)
    #expect(ending.status == 77, "\(ending)")
    #expect(ending.errors.contains("approval: \(it.told)"), "\(ending)")
    #expect(output == "")
  }

  @Test(arguments: [
    ("[]", "nobody has approved this run"),
    ("[\(approval(by: "bob", "rejected"))]", "nobody has approved this run"),
    ("[\(approval(by: "bob", "pending"))]", "nobody has approved this run"),
    ("[\(approval(by: "bob", of: "production-plan"))]", "nobody has approved this run"),
    ("[\(approval(by: "ada"))]", "ada started this run and approved it"),
    ("[\(approval(by: "Ada"))]", "ada started this run and approved it"),
    ("[\(approval(by: "bob")), \(approval(by: "ada"))]", "ada started this run and approved it"),
    (#"[\#(approval(by: #"bob\nVERSION=x"#))]"#, "an approver has no name that GitHub gives"),
    (#"[{"state": "approved"}]"#, "nobody has approved this run"),
    (#"{"message": "Not Found"}"#, "GitHub's answer isn't what its API promises"),
  ])
  func anApprovalThatIsNoneLetsNothingRun(approvals: String, told: String) async throws {
    let (ending, output) = try await approve(approvals: approvals)
    #expect(ending.status == 77, "\(ending)")
    #expect(ending.errors.contains("approval: \(told)"), "\(ending)")
    #expect(output == "")
  }

  /// The approval of its first attempt would count for it.
  @Test func aRunThatIsStartedAgainIsRefused() async throws {
    let (ending, output) = try await approve(["GITHUB_RUN_ATTEMPT": "2"])
    #expect(ending.status == 77 && output == "")
    #expect(
      ending.errors
        == "approval: this is attempt 2 of a run that was approved before: fill in the form again\n"
    )
  }

  @Test func anApiThatDoesNotAnswerLetsNothingRun() async throws {
    for (ending, output) in [
      try await approve(environment: nil), try await approve(branches: nil),
      try await approve(approvals: nil),
      try await approve(["GH_TOKEN": ""]),
    ] {
      #expect(ending.status == 69 && output == "", "\(ending)")
      #expect(ending.errors.contains("approval: GitHub could not be asked for "))
    }
  }

  @Test(arguments: [
    ("bob", "ada\n", 0), ("ada", "ada\n", 77), ("Ada", "ada\n", 77), ("bob", "", 77), ("bob", nil, 77),
  ])
  func onGitLabAnotherPersonStartsTheRun(login: String, starter: String?, status: Int32) async throws {
    try await withTemporaryFolder { folder in
      try starter.map { try Data($0.utf8).write(to: folder.appending(path: "started-by")) }
      let ending = try await Child(
        inPackage("ci/approval").path,
        ["--by", "gitlab", "--started-by", "\(folder.path)/started-by"],
        environment: ["GITLAB_USER_LOGIN": login, "OUTPUT_FILE": nil]
      ).ending()
      #expect(ending.status == status, "\(ending)")
    }
  }
}
