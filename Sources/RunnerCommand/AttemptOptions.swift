import ArgumentParser
import Attempt
import CommandLineSupport
import Contract
import Dagster
import Ledger
import Notifying
import Planning
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

  /// Does the work, prints how it ended, tells people, and leaves with the exit code for it.
  ///
  /// - Parameters:
  ///   - job: what is run; `nil` for a cancellation.
  ///   - webhooks: the addresses of those who are told; `nil` for nobody.
  func carryOut(
    _ job: JobToRun? = nil,
    telling webhooks: String? = nil,
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
      ),
      owesNotice: webhooks != nil,
      kubernetesJob: try kubernetesJob()
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
    if let webhooks, let ending = Ending(result, of: job, at: context.clock.now()) {
      let notifier = Notifier(file: webhooks, ledger: context.ledger, clock: context.clock, events: events)
      await Shutdown.tidily(with: result.verdict) { await notifier.tell(ending) }
    }
    guard result.verdict == .succeeded else { throw ExitCode(result.verdict) }
  }

  private func kubernetesJob() throws -> String? {
    do throws(SettingError) {
      return try Setting(PodVariable.jobUID).text()
    } catch {
      throw Console.badEnvironment(error)
    }
  }

  private func provenance() throws -> Provenance {
    do throws(SettingError) {
      return Provenance(environment: try Setting.texts(of: Provenance.variables))
    } catch {
      throw Console.badEnvironment(error)
    }
  }
}

/// Who is told how a job ended.
struct WebhookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      A file with the addresses of webhooks, a line `OWNER URL` each and `* URL` for everybody else: an owner and the watchers of \
      a job are told how it ended (PRODUCTION_JOBS_WEBHOOK_FILE).
      """,
      valueName: "file"
    )
  )
  var webhookFile: String?

  /// The file's text; `nil` where nobody is to be told.
  func text() throws -> String? {
    do throws(SettingError) {
      return try Setting("--webhook-file", webhookFile, or: "PRODUCTION_JOBS_WEBHOOK_FILE").text()
    } catch {
      throw Console.badEnvironment(error)
    }
  }
}
