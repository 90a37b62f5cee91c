import ArgumentParser
import Catalog
import Diagnostics
import FileTree

/// Writes the catalog's Swift from the locks alone, as after a merge of two branches.
struct CatalogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "Writes Sources/Jobs/Catalog/ from dagster.lock/, without asking Dagster.",
    discussion: """
      `runner catalog pull` writes both from Dagster's definitions. Run it in the package's folder. Exit codes: 0 \
      written, or nothing to write; 2 a lock can't be read or a file can't be written; 64 usage.
      """
  )

  func run() async throws {
    try await reportingErrors {
      try expectPackage()
      let catalog = CatalogFolders()
      let comparison = try catalog.swiftComparison(to: try catalog.read())
      try catalog.swift.apply(comparison)
      print(
        "\(CatalogFolders.swiftPath): \(counted(comparison.differences.count, "file")) written or deleted"
      )
    }
  }
}
