import ArgumentParser
import Catalog
import CommandLineSupport
import Dagster
import DagsterDefinitions
import Diagnostics
import FileTree
import JobDSL

/// The locks that a job was written with.
struct LockOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of the locks that `catalog pull` wrote (PRODUCTION_JOBS_LOCK), to say where Dagster has changed.",
      valueName: "folder"
    )
  )
  var lock: String?

  /// Where Dagster's definitions differ from the locks in what the job names, or why that can't be told. It is said besides,
  /// and is in the way of nothing.
  ///
  /// - Parameter folder: where they are unless it is said; nil for no locks then. There need not be any.
  func notes(
    for document: JobDocument,
    on client: DagsterClient,
    unlessGiven folder: String? = nil
  ) async -> [String] {
    do {
      let given = try Setting("--lock", lock, or: "PRODUCTION_JOBS_LOCK").text()
      guard let folder = given ?? folder else { return [] }
      let locks = try CatalogFolders(locks: GeneratedFolder(at: folder)).read()
      guard !locks.isEmpty || given == nil else {
        return ["expected what `catalog pull` wrote in \(quoted(folder)), found no lock: nothing is compared"]
      }
      let touched = Touched(by: document, in: locks)
      guard !touched.locations.isEmpty else { return [] }
      let defined = try await client.definitions(of: touched.names, in: touched.locations)
      // Where there is none of these code locations it is another Dagster's lock: an image has that of the repository that it
      // was built from, and runs the jobs of others.
      guard !defined.isEmpty else { return [] }
      return touched.changes(to: defined)
        .map { "\(CatalogFolders.lockPath) is older: \($0.description)" }
    } catch {
      return ["what Dagster defines isn't compared with \(CatalogFolders.lockPath): \(error)"]
    }
  }
}
