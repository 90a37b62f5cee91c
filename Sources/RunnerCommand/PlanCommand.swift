import ArgumentParser
import Attempt
import Catalog
import CommandLineSupport
import Contract
import Dagster
import JobDSL
import Ledger
import Planning
import Reporting
import Works

#if canImport(FoundationEssentials)
  import FoundationEssentials
  import Glibc
#else
  import Foundation
#endif

/// What a document would do now.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Shows exactly what a job would do now; nothing is changed.",
    discussion: """
      `run --plan` with the digest that it prints carries out no other effect than this one. The ledger is optional: \
      without one it is not known what was done before. \(exitCodes)
      """
  )

  private static let exitCodes = ExitStatus.help(
    [.succeeded, .usage, .invalidDocument, .notFound, .unavailable, .refused, .badEnvironment],
    own: [.succeeded: "shown"]
  )

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
  }

  @Argument(help: ArgumentHelp("The document, or the name of a job in generated/.", valueName: "file"))
  var file: DocumentArgument

  @OptionGroup var dagster: DagsterOptions
  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var lock: LockOptions

  @Flag(
    help: """
      Launch the rehearsal that a `rehearsal` of the document asks for, and wait for it (PRODUCTION_JOBS_REHEARSE=true); \
      without, the plan tells what the last one said.
      """
  )
  var rehearse = false

  @Option(help: "The form of the plan on standard output.")
  var output = Form.text

  func run() async throws {
    let file = try DocumentFile(file)
    let job = JobToRun(document: try file.document(), root: file.reading.root, file: file.path)
    let ledger = try ledger.isGiven() ? try ledger.open() : nil
    let rehearses = try rehearse || Console.bool("PRODUCTION_JOBS_REHEARSE") == true
    let client = try dagster.client()
    let planning = JobPlanning(
      job: job,
      client: client,
      ledger: ledger,
      clock: SystemClock(),
      rehearsals: rehearses ? Rehearsals(id: Console.randomID(), clock: SystemClock()) : nil
    )
    let plan: JobPlan
    do throws(RunResult) {
      plan = try await planning.plan()
      for note in await lock.notes(for: job.document, on: client, unlessGiven: CatalogFolders.lockPath) {
        Console.printError("note: \(note)")
      }
      await client.shutdown()
    } catch {
      await client.shutdown()
      if !error.problems.isEmpty { file.printError(error.problems) }
      Console.printError("error: \(error.message)")
      throw ExitCode(error.verdict)
    }
    Console.printResult(try text(of: plan), isJSON: output == .json)
    guard plan.unmet.isEmpty else {
      file.printError(plan.unmet.compactMap(\.diagnostic))
      throw ExitCode(.refused)
    }
  }

  private func text(of plan: JobPlan) throws -> String {
    switch output {
    case .text: PlanReport.text(plan, colored: Console.showsColors)
    case .json: try PlanReport.json(plan)
    case .markdown: PlanReport.markdown(plan)
    }
  }
}
