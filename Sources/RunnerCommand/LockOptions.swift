import ArgumentParser
import Catalog
import CommandLineSupport
import Dagster
import DagsterDefinitions
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

  /// Where Dagster's definitions differ from the locks in what the job names. Nothing where there are no locks, or where
  /// that can't be told: it is said besides, and is in the way of nothing.
  ///
  /// - Parameter folder: where they are unless it is said; nil for no locks then.
  func differences(
    for document: JobDocument,
    on client: DagsterClient,
    unlessGiven folder: String? = nil
  ) async -> [CatalogChange] {
    do {
      guard let folder = try Setting("--lock", lock, or: "PRODUCTION_JOBS_LOCK").text() ?? folder else {
        return []
      }
      let touched = Touched(by: document, in: try CatalogFolders(locks: GeneratedFolder(at: folder)).read())
      guard !touched.locations.isEmpty else { return [] }
      return touched.changes(to: try await client.definitions(of: touched.names, in: touched.locations))
    } catch {
      return []
    }
  }
}
