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
      "The program that checks generated/; the emit beside this one by default.",
      valueName: "path"
    )
  )
  var emit: String?

  /// - Parameter isChecked: whether all of generated/ has to be what the jobs say.
  func files(of job: String, isChecked: Bool = true) throws(Refusal) -> JobFiles {
    let commit = try Console.text(Setting("--commit", commit, or: "JOB_COMMIT")) ?? "HEAD"
    return try Checkout(emit: emit ?? Console.neighbor("emit"))
      .files(of: job, at: commit, of: branch, isChecked: isChecked)
  }
}
