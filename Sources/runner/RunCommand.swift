import ArgumentParser
import Dagster
import Execution
import JobDSL
import UnixSignals

/// Carries a document out and watches it to the verdict.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Carries a job out, at most once, and waits for its verdict.",
    discussion: "SIGTERM or SIGINT stops the watching alone (exit code 75): run it again to attach."
  )

  @Argument(help: ArgumentHelp("The document.", valueName: "file"))
  var file: String

  @OptionGroup var dagster: DagsterOptions
  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let file = try DocumentFile(file)
    let job = JobToRun(document: try file.document(), root: file.reading.root, file: file.path)
    let surroundings = Surroundings(
      ledger: try ledger.open(),
      clock: SystemClock(),
      events: Console.events(),
      provenance: Provenance(environment: Console.environment),
      holder: Console.holder(),
      makeID: Console.randomID
    )
    let client = try dagster.client()
    let result = await untilSignal { [job] in
      var run = JobRun(job: job, client: client, surroundings: surroundings)
      return await run.run()
    }
    await client.shutdown()
    (surroundings.events as? TerminalSink)?.clear()
    if !result.problems.isEmpty { file.printError(result.problems) }
    let report = RunReport(result)
    print(output.output == .json ? try report.json() : report.text)
    report.writeTerminationMessage()
    guard result.verdict == .succeeded else { throw ExitCode(result.verdict) }
  }

  /// Cancels the work at the first signal; it then ends by itself, as detached.
  private func untilSignal(_ work: @escaping @Sendable () async -> RunResult) async -> RunResult {
    let task = Task { await work() }
    let signals = Task {
      for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) { task.cancel() }
    }
    defer { signals.cancel() }
    return await task.value
  }
}
