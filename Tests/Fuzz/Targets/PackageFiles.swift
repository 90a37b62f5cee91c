import Foundation

/// Files of this package that inputs are made of.
enum PackageFiles {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    .standardizedFileURL

  static func url(_ path: String) -> URL { root.appending(path: path) }

  /// The names of a folder's files, in order; none where there is no such folder.
  static func names(in folder: String, suffix: String = "") throws -> [String] {
    guard FileManager.default.fileExists(atPath: url(folder).path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: url(folder).path).sorted()
      .filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }
  }

  static func contents(of folder: String, suffix: String = "") throws -> [[UInt8]] {
    try names(in: folder, suffix: suffix).map { Array(try Data(contentsOf: url("\(folder)/\($0)"))) }
  }

  /// What `emit` wrote for the jobs of this package.
  static func generatedDocuments() throws -> [[UInt8]] {
    try names(in: "generated").filter { !$0.hasSuffix(".json") }.flatMap {
      try contents(of: "generated/\($0)", suffix: "job.yaml")
    }
  }

  /// The documents that the tests of the language record.
  static func goldenDocuments() throws -> [[UInt8]] {
    try contents(of: "Tests/JobDSLTests/Golden", suffix: ".yaml")
  }
}
