import ArgumentParser
import Execution

/// Who starts the job, from where, and why.
struct ProvenanceOptions: ParsableArguments {
  @Option(help: "Who starts it (JOB_ACTOR, GITHUB_ACTOR, GITLAB_USER_LOGIN, USER).")
  var actor: String?

  @Option(help: ArgumentHelp("The pipeline's page (JOB_PIPELINE_URL, CI_PIPELINE_URL).", valueName: "url"))
  var pipelineURL: String?

  @Option(help: "Why it is started (JOB_REASON).")
  var reason: String?

  /// Without the image and the commit, which are known otherwise.
  var provenance: Provenance {
    Provenance(
      actor: actor ?? Console.variable("JOB_ACTOR", "GITHUB_ACTOR", "GITLAB_USER_LOGIN", "USER"),
      pipelineURL: pipelineURL ?? Console.variable("JOB_PIPELINE_URL", "CI_PIPELINE_URL") ?? gitHubRun
    )
  }

  var givenReason: String? { reason ?? Console.variable("JOB_REASON") }

  private var gitHubRun: String? {
    guard let server = Console.variable("GITHUB_SERVER_URL"),
      let repository = Console.variable("GITHUB_REPOSITORY"), let run = Console.variable("GITHUB_RUN_ID")
    else { return nil }
    return "\(server)/\(repository)/actions/runs/\(run)"
  }
}
