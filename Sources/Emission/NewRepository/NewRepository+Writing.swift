#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension NewRepository {
  /// Writes its files into its folder, which is made where there is none.
  ///
  /// - Throws: `FolderInUse`, and what writing throws. Nothing is left behind then.
  package func write() throws {
    try expectNothing()
    try NewFiles.write(files.map { ("\(folder)/\($0.path)", $0.bytes) })
  }

  /// The name of the package that it will be.
  var name: String { URL(fileURLWithPath: folder).standardizedFileURL.lastPathComponent }

  /// An empty clone, which has its `.git`, is as good as an empty folder.
  private func expectNothing() throws {
    let files = FileManager.default
    guard files.fileExists(atPath: folder) else { return }
    guard let names = try? files.contentsOfDirectory(atPath: folder) else {
      throw FolderInUse(folder: folder, found: "a file")
    }
    if let name = names.filter({ $0 != ".git" }).min() {
      throw FolderInUse(folder: folder, found: "one with \(name) in it")
    }
  }
}

/// What is to become a repository has something in it.
package struct FolderInUse: Error, CustomStringConvertible {
  let folder: String
  let found: String

  package var description: String {
    "\(folder): expected a folder that isn't there yet or is empty, found \(found): nothing was written"
  }
}
