import ArgumentParser
import CommandLineSupport
import Ledger
import Triggering

/// Who starts the job, from where, and why.
struct ProvenanceOptions: ParsableArguments {
  @Option(help: "Who starts it (JOB_ACTOR, GITHUB_ACTOR, GITLAB_USER_LOGIN, USER).")
  var actor: String?

  @Option(help: "Who approved the plan (JOB_APPROVER).")
  var approver: String?

  @Option(help: ArgumentHelp("The pipeline's page (JOB_PIPELINE_URL, CI_PIPELINE_URL).", valueName: "url"))
  var pipelineURL: String?

  @Option(help: "Why it is started (JOB_REASON).")
  var reason: String?

  /// Without the image and the commit, which are known otherwise.
  func provenance() throws(Refusal) -> Provenance {
    var pipelineURL = try Console.text(
      Setting("--pipeline-url", pipelineURL, or: "JOB_PIPELINE_URL", "CI_PIPELINE_URL")
    )
    if pipelineURL == nil { pipelineURL = try gitHubRun() }
    let actor = Setting("--actor", actor, or: "JOB_ACTOR", "GITHUB_ACTOR", "GITLAB_USER_LOGIN", "USER")
    let approver = Setting("--approver", approver, or: "JOB_APPROVER")
    return Provenance(
      actor: try Console.text(actor),
      approver: try Console.text(approver),
      pipelineURL: pipelineURL
    )
  }

  func givenReason() throws(Refusal) -> String? {
    try Console.text(Setting("--reason", reason, or: "JOB_REASON", hasLines: true))
  }

  private func gitHubRun() throws(Refusal) -> String? {
    guard let server = try Console.text(Setting("GITHUB_SERVER_URL")),
      let repository = try Console.text(Setting("GITHUB_REPOSITORY")),
      let run = try Console.text(Setting("GITHUB_RUN_ID"))
    else { return nil }
    return "\(server)/\(repository)/actions/runs/\(run)"
  }
}
