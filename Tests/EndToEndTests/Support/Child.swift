import Foundation

/// A process that was started here. What it writes goes to files, so that it never waits for a reader.
final class Child: Sendable {
  private let process: Process
  private let ended: AsyncStream<Void>
  private let folder: Folder

  /// - Parameter environment: on top of the test's own; `nil` takes a variable away.
  init(
    _ executable: String,
    _ arguments: [String],
    environment: [String: String?] = [:],
    directory: String? = nil
  ) throws {
    let process = Process()
    let folder = try Folder()
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(environment.compactMapValues { $0 }) { $1 }
      .filter { name, _ in environment[name] != .some(.none) }
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try Self.handle(for: "output", in: folder)
    process.standardError = try Self.handle(for: "errors", in: folder)
    process.terminationHandler = { _ in end.finish() }
    (self.process, self.folder, self.ended) = (process, folder, ended)
    try process.run()
  }

  private static func handle(for name: String, in folder: Folder) throws -> FileHandle {
    try folder.write("", to: name)
    return try FileHandle(forWritingTo: URL(fileURLWithPath: "\(folder.path)/\(name)"))
  }

  /// What a process left behind.
  struct Ending: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Waits for its end.
  func ending() async -> Ending {
    for await _ in ended {}
    return Ending(
      status: process.terminationStatus,
      output: folder.text("output"),
      errors: folder.text("errors")
    )
  }

  /// Sends SIGTERM.
  func terminate() { process.terminate() }
}
