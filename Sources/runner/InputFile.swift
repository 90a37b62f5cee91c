import ArgumentParser
import Diagnostics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file that is named on the command line.
enum InputFile {
  /// - Throws: `ExitCode` 66, after saying what was found in its place.
  static func read(_ path: String) throws -> Data {
    if let data = try? Data(contentsOf: URL(fileURLWithPath: path)) { return data }
    Console.printError("\(path): error: expected a readable file, found \(whatIs(at: path))")
    throw ExitCode.noSuchFile
  }

  private static func whatIs(at path: String) -> String {
    var isFolder: Bool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return "none" }
    return isFolder ? "a folder" : "one that this user may not read"
  }
}
