package import FileTree

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where a package has its catalog: the locks, and the Swift that is made from them.
package struct CatalogFolders: Sendable {
  /// `dagster.lock`: a file for each code location.
  package let locks: GeneratedFolder
  /// `Sources/Jobs/Catalog`.
  package let swift: GeneratedFolder

  package static let lockPath = "dagster.lock"
  package static let swiftPath = "Sources/Jobs/Catalog"

  /// - Parameter package: the package's folder; empty for the working folder.
  package init(ofPackage package: String = "") {
    let root = package.isEmpty ? "" : package + "/"
    locks = GeneratedFolder(at: root + Self.lockPath)
    swift = GeneratedFolder(at: root + Self.swiftPath)
  }

  /// Locks that lie by themselves, such as in an image.
  package init(locks: GeneratedFolder) {
    self.locks = locks
    swift = GeneratedFolder(at: Self.swiftPath)
  }

  /// The locks in the order of the locations' names; none where there is no folder of them.
  ///
  /// - Throws: `InvalidLock`, and what reading the folder throws.
  package func read() throws -> [LocationLock] {
    try locks.files().filter { $0.key.hasSuffix(".json") }.sorted { $0.key < $1.key }
      .map { name, bytes in try LocationLock(text: bytes, file: "\(Self.lockPath)/\(name)") }
      .sorted { $0.id < $1.id }
  }

  /// How the locks' files would have to change to hold these.
  package func comparison(to locks: [LocationLock]) throws -> Comparison {
    let wanted = Dictionary(locks.map { ("\($0.fileName).json", $0.text) }) { first, _ in first }
    return Comparison(wanted: wanted, found: try self.locks.files()) { path, _ in path.hasSuffix(".json") }
  }

  /// How the Swift would have to change to be what follows from these locks. Files that were not written for a catalog
  /// are nobody's business here.
  ///
  /// - Parameter isOrderFree: whether lines may come in another order, as a merge of two branches leaves them.
  package func swiftComparison(to locks: [LocationLock], isOrderFree: Bool = false) throws -> Comparison {
    let heading = Array(LocationSource.heading.utf8)
    let found = try swift.files()
    // Where nothing was ever pulled there need not be a catalog.
    let isNeeded = !locks.isEmpty || found.values.contains { $0.starts(with: heading) }
    var wanted = isNeeded ? CatalogFiles(of: locks).files : [:]
    if isOrderFree {
      for (path, bytes) in found {
        guard let other = wanted[path], other != bytes, Self.sortedLines(other) == Self.sortedLines(bytes)
        else {
          continue
        }
        wanted[path] = bytes
      }
    }
    return Comparison(wanted: wanted, found: found) { _, bytes in bytes.starts(with: heading) }
  }

  private static func sortedLines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "\n")).sorted { $0.lexicographicallyPrecedes($1) }
  }
}
