import Synchronization
import TestSupport
import Triggering

/// Keeps what was told, in order: results after `out: `, the rest as it is.
final class Recorder: Reporter {
  private let kept = Mutex<[String]>([])

  func result(_ line: String) { kept.withLock { $0.append("out: \(line)") } }

  func note(_ line: String) { kept.withLock { $0.append(line) } }

  var lines: [String] { kept.withLock(\.self) }

  /// Waits until a line with this text was told.
  func tells(_ text: String) async {
    await waitUntil { lines.contains { $0.contains(text) } }
  }
}
