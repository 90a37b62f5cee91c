import ArgumentParser
import Attempt
import Catalog
import CommandLineSupport
import Contract
import JobDSL
import Ledger
import Planning
import Reporting
import Running

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

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

  @Argument(help: ArgumentHelp("The document, or the name of a job in generated/.", valueName: "file"))
  var file: DocumentArgument

  @Flag(help: "Do what is left of a job that somebody canceled.")
  var resumeCanceled = false

  @Option(
    help: ArgumentHelp(
      "Carry out only what was approved: the digest that `plan` printed; another effect is exit code 3.",
      valueName: "digest"
    )
  )
  var plan: String?

  @Option(
    help: ArgumentHelp(
      "The approved plan, as `plan --output json` printed it: shows what has changed where it is stale.",
      valueName: "file"
    )
  )
  var planFile: String?

  @OptionGroup var options: AttemptOptions
  @OptionGroup var webhooks: WebhookOptions
  @OptionGroup var lock: LockOptions

  func validate() throws {
    if let plan, Approval(digest: plan) == nil {
      throw ValidationError("expected `sha256:` and 64 hexadecimal digits as --plan, found \"\(plan)\"")
    }
  }

  func run() async throws {
    let file = try DocumentFile(file)
    let approval = try approval()
    let job = JobToRun(document: try file.document(), root: file.reading.root, file: file.path)
    try await options.carryOut(job, telling: try webhooks.text()) { result in
      if !result.problems.isEmpty { file.printError(result.problems) }
    } _: { [resumeCanceled, lock] client, context in
      for note in await lock.notes(for: job.document, on: client) {
        context.events.emit(
          Event(
            time: context.clock.now(),
            severity: .notice,
            message: note,
            fields: [("job", .string(job.name))]
          )
        )
      }
      return await JobRun(
        job: job,
        client: client,
        context: context,
        resumesCanceled: resumeCanceled,
        approval: approval
      ).run()
    }
  }

  private func approval() throws -> Approval? {
    let digest = plan.flatMap(Approval.init(digest:))
    guard let planFile else { return digest }
    let data = try InputFile.read(planFile)
    guard let kept = Approval(json: String(decoding: data, as: UTF8.self)) else {
      Console.printError(
        "\(planFile): error: expected what `runner plan --output json` printed, unchanged, found something else"
      )
      throw ExitCode(.invalidDocument)
    }
    if let digest, digest.digest != kept.digest {
      Console.printError(
        "\(planFile): error: expected the plan \(digest.digest), found \(kept.digest): approve one of them"
      )
      throw ExitCode(.invalidDocument)
    }
    return kept
  }
}
