import ArgumentParser
import CommandLineSupport
import Contract
import Running

/// Stops what a job began.
struct CancelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Stops everything that a job began, and waits until nothing of it runs any more.",
    discussion: """
      A runner that watches the job finds out and leaves. \(exitCodes)
      """
  )

  private static let exitCodes = ExitStatus.help(
    [.succeeded, .failed, .ambiguous, .usage, .notFound, .unavailable, .detached, .refused, .badEnvironment],
    own: [
      .succeeded: "nothing of it runs any more", .failed: "something still runs, and is listed",
      .detached: "no longer waited for: cancel it again",
    ]
  )

  @OptionGroup var job: JobArgument

  @Option(
    help: ArgumentHelp("How long to wait for what runs to end.", valueName: "seconds"),
    transform: Seconds.parse
  )
  var timeout = 300.0

  @OptionGroup var options: AttemptOptions
  @OptionGroup var webhooks: WebhookOptions

  func run() async throws {
    try await options.carryOut(telling: try webhooks.text()) { [name = job.name, timeout] client, context in
      await RecordedJob(name, client: client, context: context).cancel(patience: timeout)
    }
  }
}
