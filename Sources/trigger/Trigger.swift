import ArgumentParser
import ClusterLedger
import CommandLineSupport
import Contract
import Diagnostics
import Kubernetes
import Ledger
import Triggering

/// Starts a job in a cluster, and follows it to its verdict.
@main
struct Trigger: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ci/trigger",
    abstract: "Starts a job in a Kubernetes cluster and follows it to its verdict.",
    discussion: """
      Run it in the package's folder. The document has to be what the tip of the main branch holds. A job that runs \
      is not started again but followed; with --plan only where it carries that plan out, in that image. SIGINT or SIGTERM stops the following alone: the Job goes on, and the same \
      command follows it again. Results go to stdout, everything else to stderr.

      A job is canceled in the image and with the settings of its newest Job, whatever main holds by now; a VERSION that \
      is given is taken instead of its image.

      The runner's exit codes are its own as well. \(exitCodes)
      """,
    version: ProgramVersion.ofThisProcess.description
  )

  private static let exitCodes = ExitStatus.help(
    own: [
      .held: "another document, plan or image of the job runs",
      .invalidDocument: "bad document, or not what main holds now",
      .notFound: "nothing is known of the job",
      .unavailable: "the cluster, Dagster or the ledger is unavailable",
      .detached: "no longer followed, and the work may go on",
      .refused: "refused by the cluster or by Dagster, or a condition is not met",
    ]
  )

  @Argument(
    help: ArgumentHelp(
      "The job's name: a folder of generated/; not needed for --mode history.",
      valueName: "job"
    ),
    // Without the program, which ci/trigger would build first; in words of every shell.
    completion: .shellCommand(
      "find generated -mindepth 2 -maxdepth 2 -name job.yaml 2>/dev/null | cut -d / -f 2 | sort"
    )
  )
  var job = ""

  @Argument(help: ArgumentHelp("The image's digest, sha256:…", valueName: "version"))
  var version: String?

  @Option(help: "What to do: run, plan, status, cancel or history.")
  var mode = Mode.run

  @OptionGroup var cluster: ClusterOptions
  @OptionGroup var source: SourceOptions
  @OptionGroup var provenance: ProvenanceOptions
  @OptionGroup var limits: LimitOptions

  @Option(
    help: ArgumentHelp("The runner's image without a tag (RUNNER_IMAGE).", valueName: "repository")
  )
  var image: String?

  @Flag(help: "Take a tag as VERSION: what it names may change between the plan and the run.")
  var allowTag = false

  @Option(help: ArgumentHelp("The plan that was approved; the run does just that.", valueName: "sha256:…"))
  var plan: String?

  @Flag(help: "Do what is left of a job that somebody canceled.")
  var resumeCanceled = false

  @Option(
    help: ArgumentHelp(
      "Write a folder for `kubectl kustomize` with what would be created, and start nothing.",
      valueName: "folder"
    )
  )
  var writeOverlay: String?

  func run() async throws {
    let conclusion = await Signals.following { await outcome() }
    if !conclusion.message.isEmpty { Console.reporter.note(conclusion.message) }
    throw ExitCode(conclusion.exitCode)
  }

  private func outcome() async -> Conclusion {
    do throws(Refusal) {
      let request = try request()
      switch mode {
      case .status: return await (try triggerRun(request)).status(now: SystemClock().now())
      case .history: return await (try triggerRun(request)).history(now: SystemClock().now())
      case .cancel where writeOverlay == nil:
        return await (try triggerRun(request)).cancel(id: Console.randomID()) {
          [source, job] () throws(Refusal) in try source.files(of: job, isToStart: false)
        }
      case .run, .plan, .cancel: break
      }
      let files = try source.files(of: job)
      guard let writeOverlay else {
        return await (try triggerRun(request)).carryOut(files, id: Console.randomID())
      }
      try Overlay(request, files, id: Console.randomID()).write(to: writeOverlay)
      return Conclusion(
        .succeeded,
        "to see what would be created: kubectl kustomize \(Console.shellWord(writeOverlay))"
      )
    } catch {
      return Conclusion(error.status, "error: \(error.message)")
    }
  }

  private func request() throws(Refusal) -> TriggerRequest {
    var reference: ImageReference?
    if let repository = try Console.text(Setting("--image", image, or: "RUNNER_IMAGE")), let version {
      reference = try ImageReference(repository: repository, version: version)
    }
    if let reference, !reference.isDigest, !allowTag {
      throw Refusal(
        .usage,
        "expected sha256: and 64 digits as VERSION, found the tag \(quoted(reference.version)): what it names may change "
          + "between the plan and the run. ci/verified-image finds the digest out; --allow-tag takes the tag anyway"
      )
    }
    return try TriggerRequest(
      job: job,
      mode: mode,
      namespace: cluster.namespace,
      image: reference,
      plan: plan,
      resumesCanceled: resumeCanceled,
      provenance: try provenance.provenance(),
      reason: try provenance.givenReason()
    )
  }

  private func triggerRun(_ request: TriggerRequest) throws(Refusal) -> TriggerRun {
    let client = try cluster.client()
    return TriggerRun(
      request,
      client: client,
      ledger: KubernetesLedger(client: client, namespace: cluster.namespace, clock: SystemClock()),
      reporter: Console.reporter,
      patience: limits.patience,
      again: Console.commandLine
    )
  }
}

extension Mode: ExpressibleByArgument {}
