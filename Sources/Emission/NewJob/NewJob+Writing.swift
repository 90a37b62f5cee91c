import Catalog
import Diagnostics
package import JobDSL

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension NewJob {
  /// Writes the file into the package whose folder is the working one.
  ///
  /// - Parameter jobs: those that the package has already.
  /// - Throws: `NameTaken`, and what writing throws.
  package func write(beside jobs: [Job]) throws {
    let files = try SourceFiles(in: [Self.folder], without: CatalogFolders.swiftPath)
    if let place = placeOfName(jobs) ?? placeOfDocument { throw taken("job \(name)", at: place) }
    if let place = files.file(named: fileName) {
      throw NameTaken(what: "file \(fileName)", place: place, reason: NameTaken.oneFileOfAName)
    }
    // Of two constants of one name neither compiles.
    if let place = try files.declaration(of: constant, by: ["let", "var"]) {
      throw taken("constant \(constant)", at: place)
    }
    try Data(source.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
  }

  private func taken(_ what: String, at place: String) -> NameTaken {
    NameTaken(what: what, place: place, reason: "a job's name is used once")
  }

  private func placeOfName(_ jobs: [Job]) -> String? {
    jobs.first { $0.document.metadata.name == name }.map { "\($0.location.packagePath):\($0.location.line)" }
  }

  /// Also one that no file in Swift makes any more, which the audit log has.
  private var placeOfDocument: String? {
    for folder in ["generated", "generated/\(RetiredJobs.folder)"] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      if let taken = names.first(where: { $0.lowercased() == name }) { return "\(folder)/\(taken)" }
    }
    return nil
  }
}
