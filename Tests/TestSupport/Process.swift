public import Foundation

/// Runs a program to its end.
package func run(_ program: URL, _ arguments: [String], in folder: URL) async throws -> Child.Ending {
  try await Child(program.path, arguments, directory: folder.path).ending()
}

/// A program by its name, from `PATH`.
public func program(_ name: String) throws -> URL {
  let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
  for folder in folders where FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
    return URL(filePath: "\(folder)/\(name)")
  }
  throw NotFound("\(name) in PATH")
}

/// Something that a test can't do without.
public struct NotFound: Error, CustomStringConvertible {
  public let description: String
  public init(_ what: String) { description = "not found: \(what)" }
}

/// Lets `body` work in a folder of its own, which is deleted afterwards.
public func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = try temporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// The same for what waits, such as for a program.
public func withTemporaryFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
  let folder = try temporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}

private func temporaryFolder() throws -> URL {
  let folder = FileManager.default.temporaryDirectory.appending(path: "production-jobs-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}
