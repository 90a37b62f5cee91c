import ArgumentParser
import Execution
import JobDSL

/// Carries a document out and watches it to the verdict.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Carries a job out, at most once, and waits for its verdict.",
    discussion: """
      SIGTERM or SIGINT stops the watching alone (exit code 75): run it again to attach. A second one doesn't wait \
      until that is recorded.
      """
  )

  @Argument(help: ArgumentHelp("The document.", valueName: "file"))
  var file: String

  @Flag(help: "Do what is left of a job that somebody canceled.")
  var resumeCanceled = false

  @OptionGroup var options: AttemptOptions

  func run() async throws {
    let file = try DocumentFile(file)
    let job = JobToRun(document: try file.document(), root: file.reading.root, file: file.path)
    try await options.carryOut { result in
      if !result.problems.isEmpty { file.printError(result.problems) }
    } _: { [resumeCanceled] client, surroundings in
      await JobRun(job: job, client: client, surroundings: surroundings, resumesCanceled: resumeCanceled)
        .run()
    }
  }
}
