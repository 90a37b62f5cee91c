import ArgumentParser
import Attempt
import CommandLineSupport
import Contract
import Dagster
import Ledger
import Reporting
import Running

/// What an attempt at a job needs, whether it runs the job, cancels it or restores what it paused.
struct AttemptOptions: ParsableArguments {
  @OptionGroup var dagster: DagsterOptions
  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "How long a runner that doesn't write keeps its claim (PRODUCTION_JOBS_LEASE); 60 by default.",
      valueName: "seconds"
    ),
    transform: Seconds.parse
  )
  var lease: Double?

  @Option(
    help: ArgumentHelp(
      """
      How long a Dagster that is away is waited for, before a launch as after one (DAGSTER_PATIENCE); 600 by default, \
      but for one that has never answered.
      """,
      valueName: "seconds"
    ),
    transform: Seconds.parse
  )
  var patience: Double?

  /// Does the work, prints how it ended, and leaves with the exit code for it.
  func carryOut(
    showing problems: (RunResult) -> Void = { _ in },
    _ work: @escaping @Sendable (DagsterClient, AttemptContext) async -> RunResult
  ) async throws {
    let client = try dagster.client()
    let patience = try patience ?? Console.seconds("DAGSTER_PATIENCE")
    let events = Console.events()
    let context = AttemptContext(
      ledger: try ledger.open(events: events),
      clock: SystemClock(),
      events: events,
      provenance: try provenance(),
      holder: Console.holder(),
      launchPrefix: Console.randomID(),
      timing: RunTiming(
        lease: try lease ?? Console.seconds("PRODUCTION_JOBS_LEASE") ?? 60,
        request: try dagster.requestSeconds(),
        outage: patience ?? 600,
        waitsForFirstAnswer: patience != nil
      )
    )
    let moving = Task { await (events as? TerminalSink)?.keepMoving(by: SystemClock()) }
    let result = await Shutdown.orderly { await work(client, context) }
    moving.cancel()
    await client.shutdown()
    (events as? TerminalSink)?.clear()
    problems(result)
    let report = RunReport(result)
    let isJSON = output.output == .json
    Console.printResult(isJSON ? try report.json() : report.text, isJSON: isJSON)
    report.writeTerminationMessage()
    guard result.verdict == .succeeded else { throw ExitCode(result.verdict) }
  }

  private func provenance() throws -> Provenance {
    do throws(SettingError) {
      return Provenance(environment: try Setting.texts(of: Provenance.variables))
    } catch {
      throw Console.badEnvironment(error)
    }
  }
}
