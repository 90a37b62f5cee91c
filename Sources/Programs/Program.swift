import Diagnostics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program of the machine, found in `PATH`. FoundationEssentials has no `Process`.
package struct Program: Sendable {
  /// What a program that has ended left behind.
  package struct Result: Sendable {
    /// The exit code; 128 and the signal where one ended it.
    package var status: Int32
    /// What it wrote to stdout.
    package var output: [UInt8]
    /// What it wrote to stderr, where that was not passed on.
    package var errors: [UInt8] = []
  }

  /// The name, looked for in `PATH`, or the path.
  package let name: String

  package init(name: String) { self.name = name }

  /// Runs it to its end. Input and output are files: unlike pipes they are never full.
  ///
  /// - Parameters:
  ///   - environment: on top of this process's own.
  ///   - isQuiet: whether what it says on stderr is kept in the result, instead of being passed on.
  /// - Throws: `ProgramFailure` where it can't be started, and errors of the file system.
  package func run(
    _ arguments: [String],
    environment: [String: String] = [:],
    input: [UInt8] = [],
    isQuiet: Bool = false
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("program-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = (input: folder.appendingPathComponent("in"), output: folder.appendingPathComponent("out"))
    try Data(input).write(to: files.input)
    try Data().write(to: files.output)

    let actions = FileActions()
    actions.open(STDIN_FILENO, files.input.path, O_RDONLY)
    actions.open(STDOUT_FILENO, files.output.path, O_WRONLY)
    let errors = folder.appendingPathComponent("errors")
    try Data().write(to: errors)
    if isQuiet { actions.open(STDERR_FILENO, errors.path, O_WRONLY) }
    let status = try wait(for: start(arguments, environment, with: actions))
    return Result(
      status: status,
      output: Array(try Data(contentsOf: files.output)),
      errors: Array(try Data(contentsOf: errors))
    )
  }

  private func start(
    _ arguments: [String],
    _ added: [String: String],
    with actions: FileActions
  ) throws(ProgramFailure) -> pid_t {
    let variables = ProcessInfo.processInfo.environment.merging(added) { $1 }.map { "\($0.key)=\($0.value)" }
    var words = ([name] + arguments).map { strdup($0) } + [nil]
    var environment = variables.map { strdup($0) } + [nil]
    defer { for word in words + environment { free(word) } }
    var process = pid_t()
    let code = posix_spawnp(&process, name, actions.list, nil, &words, &environment)
    guard code == 0 else { throw ProgramFailure(program: name, code: code) }
    return process
  }

  private func wait(for process: pid_t) throws(ProgramFailure) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw ProgramFailure(program: name, code: errno) }
    }
    // As WIFEXITED, WEXITSTATUS and WTERMSIG have it, which are macros that Swift doesn't see.
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }
}

/// A program that can't be run.
package struct ProgramFailure: Error, CustomStringConvertible {
  package var program: String
  /// `errno`.
  package var code: Int32

  package var description: String {
    code == ENOENT
      ? "expected the program `\(program)` in PATH, found none: install it"
      : "can't run `\(program)`: \(systemWords(for: code))"
  }
}

/// What a new process has open.
private final class FileActions {
  #if canImport(Darwin)
    typealias List = posix_spawn_file_actions_t?
  #else
    typealias List = posix_spawn_file_actions_t
  #endif

  let list: UnsafeMutablePointer<List>

  init() {
    list = .allocate(capacity: 1)
    #if canImport(Darwin)
      list.initialize(to: nil)
    #else
      list.initialize(to: List())
    #endif
    posix_spawn_file_actions_init(list)
  }

  deinit {
    posix_spawn_file_actions_destroy(list)
    list.deallocate()
  }

  func open(_ descriptor: Int32, _ path: String, _ flags: Int32) {
    posix_spawn_file_actions_addopen(list, descriptor, path, flags, 0)
  }
}
