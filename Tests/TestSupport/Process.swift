public import Foundation

/// What a process that has ended left behind.
public struct ProcessResult: Equatable, Sendable {
  public var status: Int32
  public var output: String
  public var errors: String

  public init(status: Int32, output: String, errors: String) {
    self.status = status
    self.output = output
    self.errors = errors
  }
}

/// Runs a program to its end.
public func run(_ program: URL, _ arguments: [String], in folder: URL) throws -> ProcessResult {
  try withTemporaryFolder { scratch in
    let (output, errors) = (scratch.appending(path: "output"), scratch.appending(path: "errors"))
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try emptyFile(at: output)
    process.standardError = try emptyFile(at: errors)
    try process.run()
    process.waitUntilExit()
    return ProcessResult(
      status: process.terminationStatus,
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8)
    )
  }
}

private func emptyFile(at url: URL) throws -> FileHandle {
  try Data().write(to: url)
  return try FileHandle(forWritingTo: url)
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
  let folder = FileManager.default.temporaryDirectory.appending(path: "production-jobs-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
