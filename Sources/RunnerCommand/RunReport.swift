import Attempt
import Contract
import Diagnostics
import Ledger

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a run prints at its end, for people, for machines and for Kubernetes.
struct RunReport {
  private let result: RunResult

  init(_ result: RunResult) { self.result = result }

  var text: String {
    let links = result.record?.steps.compactMap(\.launches.last?.url).map { "\n  \($0)" }.joined() ?? ""
    return "\(result.outcome): \(result.message)\(links)"
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(body), as: UTF8.self)
  }

  /// Kubernetes shows this file's text as the container's termination message, at most 4096 bytes of it.
  func writeTerminationMessage() {
    let path = "/dev/termination-log"
    guard FileManager.default.isWritableFile(atPath: path) else { return }
    let text = legible("\(result.outcome): \(result.message)").prefix(utf8Count: 4096)
    try? Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private var body: Body {
    Body(
      outcome: result.outcome,
      exitCode: result.verdict.rawValue,
      message: result.message,
      problems: result.problems.isEmpty ? nil : result.problems.map(\.description),
      record: result.record
    )
  }

  private struct Body: Encodable {
    var outcome: String
    var exitCode: Int32
    var message: String
    var problems: [String]?
    var record: Record?
  }
}

extension String {
  /// As much of its beginning as fits, without half a character at the end.
  fileprivate func prefix(utf8Count limit: Int) -> String {
    // A character's code has four bytes at most.
    (0..<4).lazy.compactMap { String(self.utf8.prefix(limit - $0)) }.first ?? ""
  }
}
