import ArgumentParser
import CommandLineSupport
import Contract
import Running

/// Switches on again what a job has switched off.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Switches on again the schedules and sensors that a job has paused.",
    discussion: """
      Only for a job that nobody goes on with: it does so by itself at the end of a pause, where a step fails and where it is \
      canceled. What another job needs off is left to that one. \(exitCodes)
      """
  )

  private static let exitCodes = ExitStatus.help(
    [.succeeded, .ambiguous, .held, .usage, .notFound, .unavailable, .detached, .refused, .badEnvironment],
    own: [
      .succeeded: "everything is as it was before", .held: "a runner has the job: cancel it, or wait",
      .detached: "interrupted: restore it again",
    ]
  )

  @OptionGroup var job: JobArgument
  @OptionGroup var options: AttemptOptions

  func run() async throws {
    try await options.carryOut { [name = job.name] client, context in
      await RecordedJob(name, client: client, context: context).restore()
    }
  }
}
