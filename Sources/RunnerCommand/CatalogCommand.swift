import ArgumentParser
import Catalog
import CodeLocations
import CommandLineSupport
import Contract
import Dagster
import DagsterDefinitions
import Diagnostics
import ExactText
import FileTree
import JobDSL
import Ledger

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What Dagster defines, as names in Swift.
struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "Reads what Dagster defines, for the names that jobs are written with.",
    subcommands: [PullCommand.self, CheckCommand.self]
  )
}

/// Writes the locks, and the Swift that follows from them.
struct PullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Writes dagster.lock/ and Sources/Jobs/Catalog/ from Dagster's definitions.",
    discussion: """
      Run it in the package's folder, and commit what it wrote. A name in Swift that was given once stays. A code location \
      that failed to load keeps what it had. What is gone stays, marked, while a job names it that isn't retired. \
      Exit codes: 0 written, or nothing to write; 2 a lock can't be read or a file can't be written; 64 usage; \
      69 Dagster can't be reached; 78 a setting is missing or wrong.
      """
  )

  @OptionGroup var dagster: DagsterOptions

  func run() async throws {
    let site = try CatalogSite()
    let definitions = try await dagster.definitions()
    let locks = site.locks.renewed(by: definitions, inUse: NamesInUse(of: site.documents))
    try site.reportingErrors {
      for (folder, comparison) in [
        (site.folders.locks, try site.folders.comparison(to: locks)),
        (site.folders.swift, try site.folders.swiftComparison(to: locks)),
      ] {
        try folder.apply(comparison)
        for (path, difference) in comparison.differences {
          Console.printResult("\(difference.verb) \(folder.path)/\(path)")
        }
      }
    }
    for lock in locks {
      let (assets, jobs) = (lock.assets.count { $0.isGone != true }, lock.jobs.count { $0.isGone != true })
      Console.printResult("\(lock.location): \(counted(assets, "asset")), \(counted(jobs, "job"))")
      for entry in lock.nameless {
        Console.printError(
          "warning: \(lock.location): \(entry.what) has no name in Swift, which has no type for its partitions: "
            + entry.partitions
        )
      }
    }
    for location in definitions {
      guard let failure = location.failure else { continue }
      Console.printError(
        "warning: the code location \(quoted(location.location)) failed to load, and keeps what it had: \(failure)"
      )
    }
    if locks.isEmpty {
      Console.printError(
        "warning: Dagster has no code location that could be read: there is nothing to write"
      )
    }
  }
}

/// Compares the locks with Dagster.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says how Dagster's definitions differ from dagster.lock/; nothing is written.",
    discussion: """
      A change is breaking where a job that was right may be wrong now, and compatible otherwise; with it stand the jobs \
      that name what was changed and have not yet succeeded, as far as a ledger is given. Exit codes: 0 the same; \
      1 something differs; 2 it can't be told: Dagster can't be reached, a code location with a lock failed to load, or \
      a lock can't be read; 64 usage; 78 a setting is missing or wrong.
      """
  )

  @OptionGroup var dagster: DagsterOptions
  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let site = try CatalogSite()
    let definitions: [LocationDefinitions]
    do {
      definitions = try await dagster.definitions()
    } catch let code as ExitCode where code == ExitCode(.unavailable) {
      throw ExitCode(2)
    }
    let changes = site.locks.changes(to: definitions)
    let succeeded = try await succeededJobs()
    let documents = site.documents.filter { !succeeded.contains($0.metadata.name) }
    let report = CatalogReport(changes: changes, documents: documents)
    Console.printResult(output.output == .json ? report.json : report.text, isJSON: output.output == .json)
    let known = Set(site.locks.map(\.id))
    var isUnknown = false
    for location in definitions {
      guard let failure = location.failure else { continue }
      // Of one that was never read there is nothing to be compared with.
      let severity = known.contains(location.id) ? "error" : "warning"
      isUnknown = isUnknown || known.contains(location.id)
      Console.printError(
        "\(severity): the code location \(quoted(location.location)) failed to load: \(failure)"
      )
    }
    guard !isUnknown else { throw ExitCode(2) }
    guard changes.isEmpty else { throw ExitCode(1) }
  }

  private func succeededJobs() async throws -> Set<ExactString> {
    guard try ledger.isGiven() else { return [] }
    let ledger = try ledger.open()
    do throws(LedgerError) {
      return try await ledger.history().summaries.filter { $0.outcome == .succeeded }.map(\.job).exact
    } catch {
      Console.printError("error: \(error)")
      throw ExitCode(2)
    }
  }
}

extension DagsterOptions {
  /// What all code locations define; exits with 69 where Dagster can't be asked.
  func definitions() async throws -> [LocationDefinitions] {
    let client = try client()
    let definitions: [LocationDefinitions]
    do throws(DagsterError) {
      definitions = try await client.definitions()
    } catch {
      await client.shutdown()
      Console.printError("error: \(error.advised)")
      throw ExitCode(.unavailable)
    }
    await client.shutdown()
    return definitions
  }
}

/// A package with its locks and documents, in the working folder.
private struct CatalogSite {
  let folders = CatalogFolders()
  private(set) var locks: [LocationLock] = []
  /// Those that aren't retired.
  private(set) var documents: [JobDocument] = []

  init() throws {
    guard FileManager.default.fileExists(atPath: "Package.swift"),
      FileManager.default.fileExists(atPath: "Sources/Jobs")
    else {
      Console.printError(
        "error: expected a package with Sources/Jobs in the working folder, found none in "
          + "\(FileManager.default.currentDirectoryPath); run it in the package's folder"
      )
      throw ExitCode(2)
    }
    let folders = folders
    var (locks, documents): ([LocationLock], [JobDocument]) = ([], [])
    try reportingErrors {
      locks = try folders.read()
      documents = try GeneratedFolder(at: "generated").files().sorted { $0.key < $1.key }
        .filter { $0.key.hasSuffix("/job.yaml") && !$0.key.hasPrefix("retired/") }
        .compactMap { JobReading($0.value, file: "generated/\($0.key)").document }
    }
    (self.locks, self.documents) = (locks, documents)
  }

  func reportingErrors(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      Console.printError("error: \(fileWords(for: error))")
      throw ExitCode(2)
    }
  }
}

extension Comparison.Difference {
  fileprivate var verb: String {
    switch self {
    case .missing: "added  "
    case .changed: "changed"
    case .orphaned: "deleted"
    }
  }
}
