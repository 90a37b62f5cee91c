import Foundation

/// A process that was started here. What it writes goes to files, so that it never waits for a reader.
package final class Child: Sendable {
  private let process: Process
  private let ended: Task<Void, Never>
  private let folder: Folder

  /// - Parameter environment: on top of the caller's own; `nil` takes a variable away.
  package init(
    _ executable: String,
    _ arguments: [String],
    environment: [String: String?] = [:],
    directory: String? = nil
  ) throws {
    let process = Process()
    let folder = try Folder()
    let (endings, end) = AsyncStream.makeStream(of: Void.self)
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(environment.compactMapValues { $0 }) { $1 }
      .filter { name, _ in environment[name] != .some(.none) }
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    process.standardInput = FileHandle.nullDevice
    let handles = try ["output", "errors"].map { try Self.handle(for: $0, in: folder) }
    // A process keeps its handles open here as long as it is remembered, which may be forever.
    defer { for handle in handles { try? handle.close() } }
    (process.standardOutput, process.standardError) = (handles[0], handles[1])
    process.terminationHandler = { _ in end.finish() }
    (self.process, self.folder) = (process, folder)
    ended = Task { for await _ in endings {} }
    try Self.withoutBlockedSignals { try process.run() }
  }

  /// A process inherits which signals the thread that starts it has blocked, as those of Dispatch have nearly all: it
  /// could then not be told to leave.
  private static func withoutBlockedSignals(_ start: () throws -> Void) rethrows {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try start()
  }

  private static func handle(for name: String, in folder: Folder) throws -> FileHandle {
    try folder.write("", to: name)
    return try FileHandle(forWritingTo: URL(fileURLWithPath: "\(folder.path)/\(name)"))
  }

  /// What a process left behind.
  package struct Ending: Hashable, Sendable {
    /// The exit code; less than 0 for the signal that killed it.
    package var status: Int32
    package var output: String
    package var errors: String

    package init(status: Int32, output: String, errors: String) {
      (self.status, self.output, self.errors) = (status, output, errors)
    }
  }

  /// Waits for its end; several may.
  package func ending() async -> Ending {
    await ended.value
    let wasKilled = process.terminationReason == .uncaughtSignal
    return Ending(
      status: wasKilled ? -process.terminationStatus : process.terminationStatus,
      output: output,
      errors: errors
    )
  }

  /// What it has written to standard output so far.
  package var output: String { folder.text("output") }

  /// What it has written to standard error so far.
  package var errors: String { folder.text("errors") }

  /// Waits until it has written this, or has ended.
  package func tells(_ text: String) async {
    await waitUntil { output.contains(text) || errors.contains(text) || !isRunning }
  }

  package var isRunning: Bool { process.isRunning }

  /// The most memory it has held so far, in KiB; `nil` when it has ended, or where the system doesn't tell.
  package var peakMemory: Int? {
    let path = "/proc/\(process.processIdentifier)/status"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
  }

  /// Sends SIGTERM.
  package func terminate() { send(SIGTERM) }

  /// Sends SIGINT, as Ctrl-C does.
  package func interrupt() { send(SIGINT) }

  /// Sends a signal; none to a process that has ended, whose id may be another's by now.
  package func send(_ signal: Int32) {
    if process.isRunning { kill(process.processIdentifier, signal) }
  }
}
