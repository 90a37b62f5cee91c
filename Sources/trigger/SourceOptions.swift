import ArgumentParser
import Triggering

/// Where the document comes from.
struct SourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The commit whose document is started (JOB_COMMIT); HEAD by default.",
      valueName: "ref"
    )
  )
  var commit: String?

  @Option(help: "The branch that holds what was reviewed.")
  var branch = "main"

  @Option(
    help: ArgumentHelp(
      "The program that checks generated/; the emit beside this one by default.",
      valueName: "path"
    )
  )
  var emit: String?

  func files(of job: String) throws(Refusal) -> JobFiles {
    try Checkout(emit: emit ?? Console.neighbor("emit"))
      .files(of: job, at: commit ?? Console.variable("JOB_COMMIT") ?? "HEAD", of: branch)
  }
}
