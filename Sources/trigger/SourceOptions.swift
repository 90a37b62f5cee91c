import ArgumentParser
import CommandLineSupport
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
      "A program `emit` that is asked as well whether generated/ is what the jobs say.",
      valueName: "path"
    )
  )
  var emit: String?

  @Flag(help: "Finish a job that is retired, which its record calls unfinished.")
  var retired = false

  /// - Parameter isToStart: whether the job is to be started by them.
  func files(of job: String, isToStart: Bool = true) throws(Refusal) -> JobFiles {
    let commit = try Console.text(Setting("--commit", commit, or: "JOB_COMMIT")) ?? "HEAD"
    return try Checkout(emit: emit)
      .files(of: job, at: commit, of: branch, isToStart: isToStart, isRetired: retired)
  }
}
