import ArgumentParser
import CommandLineSupport
import Running

/// Stops what a job began.
struct CancelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Stops everything that a job began, and waits until nothing of it runs any more.",
    discussion: """
      A runner that watches the job finds out and leaves. Exit codes: 0 nothing runs any more; 1 something still runs, \
      and is listed; 66 no such job; 69, 75, 77 and 78 as for run.
      """
  )

  @OptionGroup var job: JobArgument

  @Option(
    help: ArgumentHelp("How long to wait for what runs to end.", valueName: "seconds"),
    transform: Seconds.parse
  )
  var timeout = 300.0

  @OptionGroup var options: AttemptOptions

  func run() async throws {
    try await options.carryOut { [name = job.name, timeout] client, surroundings in
      await JobCancellation(job: name, client: client, surroundings: surroundings, patience: timeout).run()
    }
  }
}
