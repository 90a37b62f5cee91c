#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The folder `generated/` on disk.
package struct GeneratedFolder: Sendable {
  private let path: String

  package init(at path: String) { self.path = path }

  /// Every file below the folder by its path from there; hidden ones are nobody's business here.
  package func files() throws -> [String: [UInt8]] {
    guard FileManager.default.fileExists(atPath: path) else { return [:] }
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) where !isHidden(name) {
      var isFolder = false
      #if canImport(FoundationEssentials)
        _ = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
      #endif
      if !isFolder { files[name] = Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))) }
    }
    return files
  }

  /// Makes the folder hold just what is wanted. Each file is replaced whole or not at all.
  package func apply(_ comparison: Comparison, of wanted: GeneratedFiles) throws {
    for (name, difference) in comparison.differences {
      let url = URL(fileURLWithPath: "\(path)/\(name)")
      if case .orphaned = difference {
        try FileManager.default.removeItem(at: url)
        removeIfEmpty(url.deletingLastPathComponent())
      } else if let bytes = wanted.files[name] {
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try Data(bytes).write(to: url, options: .atomic)
      }
    }
  }

  private func removeIfEmpty(_ folder: URL) {
    let folder = folder.path
    guard folder != path, let left = try? FileManager.default.contentsOfDirectory(atPath: folder),
      left.isEmpty
    else { return }
    try? FileManager.default.removeItem(atPath: folder)
  }

  private func isHidden(_ name: String) -> Bool { name.split(separator: "/").contains { $0.hasPrefix(".") } }
}
