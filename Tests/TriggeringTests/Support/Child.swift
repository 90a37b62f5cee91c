import Foundation

/// A folder that goes with the test.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "production-jobs-trigger-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
  }

  func text(_ name: String) -> String {
    (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) ?? ""
  }
}

/// A process that was started here. What it writes goes to files, so that it never waits for a reader.
final class Child: Sendable {
  private let process: Process
  private let ended: AsyncStream<Void>
  private let folder: Folder

  /// - Parameter environment: on top of the test's own; nil takes a variable away.
  init(
    _ executable: String,
    _ arguments: [String],
    environment: [String: String?] = [:],
    directory: String? = nil
  ) throws {
    let process = Process()
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    folder = try Folder()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(environment.compactMapValues { $0 }) { $1 }
      .filter { name, _ in environment[name] != .some(.none) }
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    process.standardInput = FileHandle.nullDevice
    for name in ["output", "errors"] { try folder.write("", to: name) }
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(folder.path)/output"))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(folder.path)/errors"))
    process.terminationHandler = { _ in end.finish() }
    (self.process, self.ended) = (process, ended)
    try process.run()
  }

  /// What a process left behind.
  struct Ending: Hashable, Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Waits for its end.
  func ending() async -> Ending {
    for await _ in ended {}
    return Ending(status: process.terminationStatus, output: output, errors: errors)
  }

  /// What it has written to stdout until now.
  var output: String { folder.text("output") }
  var errors: String { folder.text("errors") }

  /// Waits until it has written this.
  func tells(_ text: String) async {
    while !output.contains(text), !errors.contains(text), process.isRunning {
      try? await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Sends SIGINT, as Ctrl-C does.
  func interrupt() { process.interrupt() }

  /// Sends SIGTERM.
  func terminate() { process.terminate() }
}
