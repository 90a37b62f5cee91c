#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Files that are written all or not at all.
enum NewFiles {
  /// Writes files that aren't there yet, with their folders, and then does the rest. Where anything of it fails, nothing is
  /// left of them.
  static func write(_ files: [(path: String, bytes: [UInt8])], then rest: () throws -> Void = {}) throws {
    var written: [URL] = []
    do {
      for (path, bytes) in files {
        let url = URL(fileURLWithPath: path)
        for folder in missingFolders(above: url) {
          try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
          written.append(folder)
        }
        try Data(bytes).write(to: url, options: .withoutOverwriting)
        written.append(url)
      }
      try rest()
    } catch {
      for url in written.reversed() { try? FileManager.default.removeItem(at: url) }
      throw error
    }
  }

  /// The outermost first.
  private static func missingFolders(above url: URL) -> [URL] {
    var missing: [URL] = []
    var folder = url.deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
      missing.append(folder)
      folder = folder.deletingLastPathComponent()
    }
    return missing.reversed()
  }
}
