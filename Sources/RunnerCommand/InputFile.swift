import ArgumentParser
import CommandLineSupport
import Contract
import Diagnostics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file that is named on the command line.
enum InputFile {
  /// - Throws: `ExitCode` 66, after saying what was found in its place.
  static func read(_ path: String) throws -> [UInt8] {
    if let bytes = bytes(of: path) { return bytes }
    Console.printError("\(path): error: expected a readable file, found \(whatIs(at: path))")
    throw ExitCode(.notFound)
  }

  /// In a function of its own, so that the other copy of them is gone before they are looked at.
  private static func bytes(of path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map(Array.init)
  }

  private static func whatIs(at path: String) -> String {
    var isFolder: Bool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return "none" }
    return isFolder ? "a folder" : "one that can't be read: check who may"
  }
}
