import ArgumentParser
import Catalog
import Contract
import Diagnostics
import Emission
import FileTree
import JobDSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Writes `generated/` from the jobs in `Sources/Jobs`, or checks that it is up to date.
struct EmitCommand: AsyncParsableCommand {
  /// Those of the package that it runs in.
  @TaskLocal static var jobs: [Job] = []

  static let configuration = CommandConfiguration(
    commandName: "emit",
    abstract: "Writes generated/ from the jobs in Sources/Jobs.",
    discussion: """
      Run it in the package's folder, as `swift run emit`. It deletes nothing but files that it wrote for a job that is \
      gone. Exit codes: 0 done or the same; 1 --check found a difference, or a file that emit did not write; 2 a job is \
      invalid or a file can't be read or written; 64 usage.
      """,
    version: ProgramVersion.ofThisProcess.description,
    subcommands: [
      CatalogCommand.self, NewCommand.self, ReferenceCommand.self, RetireCommand.self, SchemaCommand.self,
      SummaryCommand.self,
    ]
  )

  @Flag(help: "Write nothing: print a unified diff of what emit would change.")
  var check = false

  @Option(help: ArgumentHelp("The folder to write.", valueName: "folder"))
  var output = "generated"

  func run() async throws {
    try await reportingErrors(of: output) {
      if !check { try expectPackage() }
      let folder = GeneratedFolder(at: output)
      let catalog = CatalogFolders()
      let locks = try catalog.read()
      let comparison = try await Comparison(of: Self.jobs, with: folder, locks: locks)
      guard check else { return try apply(comparison, in: folder) }
      let swift = try catalog.swiftComparison(to: locks, isOrderFree: true)
      try report(comparison, swift)
    }
  }

  private func report(_ comparison: Comparison, _ catalog: Comparison) throws {
    let (jobs, names) = (comparison.differences.count, catalog.differences.count)
    print(comparison.unifiedDiff(of: "generated"), terminator: "")
    print(catalog.unifiedDiff(of: CatalogFolders.swiftPath), terminator: "")
    if jobs > 0 {
      printError("\(output) is not up to date: \(counted(jobs, "file")); run `swift run emit` and commit")
    }
    if names > 0 {
      printError(
        "\(CatalogFolders.swiftPath) is not what \(CatalogFolders.lockPath) says: \(counted(names, "file")); run "
          + "`swift run emit catalog` and commit"
      )
    }
    for line in listed(
      comparison.foreign,
      {
        "\(output)/\($0): expected what `swift run emit` writes, found another file: move it elsewhere or delete it"
      }
    ) { printError(line) }
    guard jobs + names + comparison.foreign.count == 0 else { throw ExitCode(1) }
  }

  /// A line for each of some files, of which there may be a whole disk in a folder that was mistaken for the one meant.
  private func listed(_ paths: [String], _ line: (String) -> String) -> [String] {
    let most = 20
    let rest = paths.count - most
    return paths.prefix(most).map(line) + (rest > 0 ? ["and \(counted(rest, "more file")) of this kind"] : [])
  }

  private func apply(_ comparison: Comparison, in folder: GeneratedFolder) throws {
    try folder.apply(comparison)
    for (path, difference) in comparison.differences {
      switch difference {
      case .missing: print("added   \(output)/\(path)")
      case .changed: print("changed \(output)/\(path)")
      case .orphaned: print("deleted \(output)/\(path)")
      }
    }
    for line in listed(comparison.foreign, { "kept    \(output)/\($0), which emit did not write" }) {
      print(line)
    }
    print(
      "\(counted(Self.jobs.count, "job")), \(counted(comparison.differences.count, "file")) written or deleted"
    )
  }
}
