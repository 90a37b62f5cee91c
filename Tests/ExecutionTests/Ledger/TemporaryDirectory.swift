import Foundation

@testable import Ledger

/// A directory that goes with the test.
final class TemporaryDirectory: Sendable {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "production-jobs-" + UUID().uuidString
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  func text(_ name: String) -> String {
    (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) ?? ""
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  func mode(of name: String = "") throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
    return (attributes[.posixPermissions] as? NSNumber)?.intValue
  }

  /// A ledger in the directory, which is not there yet.
  func ledger(patience: Double = 10, fault: @escaping @Sendable (FileSystem.Call) -> Int32? = { _ in nil })
    -> FileLedger
  {
    Self.ledger(at: path, patience: patience, fault: fault)
  }

  static func ledger(
    at path: String,
    patience: Double = 10,
    fault: @escaping @Sendable (FileSystem.Call) -> Int32? = { _ in nil }
  ) -> FileLedger {
    FileLedger(
      directory: path,
      clock: SystemClock(),
      random: { UInt64.random(in: .min ... .max) },
      system: FileSystem(fault: fault),
      lockPatience: patience
    )
  }
}
