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
    if let place = placeOfName(jobs) ?? placeOfDocument { throw NameTaken(what: "job \(name)", place: place) }
    if let place = try placeOfFile() { throw NameTaken(what: "file \(path)", place: place) }
    if let place = try placeOfConstant() { throw NameTaken(what: "constant \(constant)", place: place) }
    try Data(source.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
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

  /// A path that differs in small and capital letters alone is the same file on some machines.
  private func placeOfFile() throws -> String? {
    try Self.files().first { $0.lowercased() == path.lowercased() }
  }

  /// Of two constants of one name neither compiles.
  private func placeOfConstant() throws -> String? {
    for file in try Self.files() where file.hasSuffix(".swift") {
      let text = try String(contentsOf: URL(fileURLWithPath: file), encoding: .utf8)
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        guard !line.hasPrefix(" "), !line.hasPrefix("//"),
          let keyword = words.firstIndex(where: { $0 == "let" || $0 == "var" }),
          words.dropFirst(keyword + 1).first.map(String.init) == constant
        else { continue }
        return "\(file):\(index + 1)"
      }
    }
    return nil
  }

  private static func files() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().map { "\(folder)/\($0)" }
  }
}

/// Something that a new job would be called is called so already.
package struct NameTaken: Error, CustomStringConvertible {
  let what: String
  let place: String

  package var description: String {
    "NAME: expected a name of its own, found the \(what) at \(place): nothing was written; a job's name is used once, "
      + "so choose another"
  }
}
