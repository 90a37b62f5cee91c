import Foundation
import TestSupport

/// A ledger of one round, and what can be done to it.
protocol LedgerUnderTest: Sendable {
  /// What the runner is told of it.
  var options: [String] { get }

  /// Differs after each write of the record, and is `nil` before the first one.
  func stamp(of job: String) async -> String?

  /// Has each phase of each write told, where the ledger can; the write waits meanwhile.
  func observe(_ reached: @escaping @Sendable (LedgerPhase) async -> Void)

  func strike(_ fault: LedgerFault) async throws

  /// Takes back every strike.
  func mend() async throws

  /// Ends it, with what it needed.
  func close() async throws
}

extension LedgerUnderTest {
  func observe(_ reached: @escaping @Sendable (LedgerPhase) async -> Void) {}
}

/// Files in a folder.
struct FileLedgerUnderTest: LedgerUnderTest {
  let folder: String

  var options: [String] { ["--ledger", "file://\(folder)"] }

  /// Each write places another file under the name.
  func stamp(of job: String) async -> String? {
    var found = stat()
    guard stat("\(folder)/\(job).json", &found) == 0 else { return nil }
    return "\(found.st_ino)"
  }

  func strike(_ fault: LedgerFault) async throws {
    throw SuiteError("a folder can't be made \(fault); a volume can")
  }

  func mend() async throws {}
  func close() async throws {}
}

/// Files on a small volume of memory that is mounted for the round.
struct VolumeUnderTest: LedgerUnderTest {
  let mountPoint: String
  private let files: FileLedgerUnderTest

  var options: [String] { files.options }

  /// Mounting needs root on Linux. Says why it is not possible; `nil` where it is.
  static func obstacle() async throws -> String? {
    #if os(Linux)
      guard getuid() == 0 else { return "mounting a volume needs root" }
      return try await withTemporaryFolder { folder in
        let mounted = try await run(
          program("mount"),
          ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.path],
          in: folder
        )
        guard mounted.status == 0 else { return mounted.errors }
        _ = try await run(program("umount"), [folder.path], in: URL(filePath: "/"))
        return nil
      }
    #else
      return "mounting a volume needs Linux"
    #endif
  }

  init(mountPoint: String) async throws {
    self.mountPoint = mountPoint
    files = FileLedgerUnderTest(folder: "\(mountPoint)/ledger")
    try FileManager.default.createDirectory(atPath: mountPoint, withIntermediateDirectories: true)
    try await Self.command("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", mountPoint)
  }

  func stamp(of job: String) async -> String? { await files.stamp(of: job) }

  func strike(_ fault: LedgerFault) async throws {
    switch fault {
    case .readOnly: try await Self.command("mount", "-o", "remount,ro", mountPoint)
    case .full: try fill()
    default: throw SuiteError("a volume can't be made \(fault); a cluster can")
    }
  }

  func mend() async throws {
    try await Self.command("mount", "-o", "remount,rw", mountPoint)
    unlink("\(mountPoint)/filler")
  }

  func close() async throws { try await Self.command("umount", "-l", mountPoint) }

  /// Writes until nothing more fits.
  private func fill() throws {
    let path = "\(mountPoint)/filler"
    try Data().write(to: URL(filePath: path))
    let filler = try FileHandle(forWritingTo: URL(filePath: path))
    let page = Data(count: 4096)
    while (try? filler.write(contentsOf: page)) != nil {}
    try filler.close()
  }

  private static func command(_ name: String, _ arguments: String...) async throws {
    let result = try await run(program(name), arguments, in: URL(filePath: "/"))
    guard result.status == 0 else { throw SuiteError("\(name) \(arguments): \(result.errors)") }
  }
}

/// Something that the suite itself could not do.
struct SuiteError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
