import ArgumentParser
import Diagnostics
import Emission
import FileTree

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Takes a job that was run out of Sources/Jobs.
struct RetireCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: "Deletes a job's Swift file and keeps what was run.",
    discussion: """
      The document goes to generated/retired/, where it stays as part of the log: it is still checked, its name stays \
      taken, and it is not started any more. Run it in the package's folder and commit both. Exit codes: 0 done; 2 there \
      is no such job, its file holds something else that other files may use, or generated/ is not what it says; 64 usage.
      """
  )

  @Argument(help: "The job's name.")
  var job: String

  func run() async throws {
    try await reportingErrors {
      try expectPackage()
      let folder = GeneratedFolder(at: "generated")
      let retirement = try Retirement(
        of: job,
        among: EmitCommand.jobs,
        in: try folder.files(),
        ofPackage: FileManager.default.currentDirectoryPath
      )
      try retirement.carryOut(in: folder)
      print("moved   generated/\(job) to generated/retired/\(job)")
      print("deleted \(retirement.source)")
      print("commit both, once `swift run emit --check` finds nothing")
    }
  }
}
