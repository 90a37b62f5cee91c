#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A folder of generated files on disk, such as `generated/`.
package struct GeneratedFolder: Sendable {
  package let path: String

  package init(at path: String) { self.path = path }

  /// Every file below the folder by its path from there, none where there is no folder; hidden ones are
  /// nobody's business here.
  package func files() throws -> [String: [UInt8]] {
    guard FileManager.default.fileExists(atPath: path) else { return [:] }
    guard isFolder(path) else { throw NotAFolder() }
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) where !isHidden(name) {
      files[name] = try contents(of: "\(path)/\(name)")
    }
    return files
  }

  /// Makes the folder hold what is wanted, beside what was not generated. Each file is replaced whole or not at all.
  package func apply(_ comparison: Comparison) throws {
    for (name, difference) in comparison.differences {
      let url = URL(fileURLWithPath: "\(path)/\(name)")
      if case .orphaned = difference {
        try FileManager.default.removeItem(at: url)
        removeEmptyFolders(above: name)
      } else if let bytes = comparison.wanted[name] {
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try Data(bytes).write(to: url, options: .atomic)
      }
    }
  }

  /// Removes the folders that a deleted file leaves empty, up to the folder itself.
  private func removeEmptyFolders(above name: String) {
    var parts = name.split(separator: "/").dropLast()
    while !parts.isEmpty {
      let folder = "\(path)/\(parts.joined(separator: "/"))"
      guard let left = try? FileManager.default.contentsOfDirectory(atPath: folder), left.isEmpty
      else { return }
      try? FileManager.default.removeItem(atPath: folder)
      parts = parts.dropLast()
    }
  }

  /// - Returns: `nil` of a folder, which is asked for only where reading failed: nearly all are files.
  private func contents(of path: String) throws -> [UInt8]? {
    do {
      return Array(try Data(contentsOf: URL(filePath: path, directoryHint: .notDirectory)))
    } catch {
      guard isFolder(path) else { throw error }
      return nil
    }
  }

  package func isFolder(_ path: String) -> Bool {
    #if canImport(FoundationEssentials)
      var isFolder = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    #else
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    #endif
  }

  /// Whether the file's or one of its folders' names begins with a point.
  private func isHidden(_ name: String) -> Bool {
    var previous = UInt8(ascii: "/")
    for byte in name.utf8 {
      if byte == UInt8(ascii: "."), previous == UInt8(ascii: "/") { return true }
      previous = byte
    }
    return false
  }
}

/// The output is there and is a file.
struct NotAFolder: Error, CustomStringConvertible {
  var description: String { "expected a folder, found a file" }
}
