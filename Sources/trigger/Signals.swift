import Contract
import Triggering
import UnixSignals

#if canImport(FoundationEssentials)
  import FoundationEssentials
  import Glibc
#else
  import Foundation
#endif

/// A process that is told to leave.
enum Signals {
  /// Does the work; a first SIGTERM or SIGINT cancels it, a second one doesn't wait for its end.
  static func following(_ work: @escaping @Sendable () async -> Conclusion) async -> Conclusion {
    // Before anything begins: until then a signal ends the process.
    let caught = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    let task = Task { await work() }
    let signals = Task {
      var isTold = false
      for await _ in caught {
        if isTold {
          Console.reporter.note("left at once; what was started goes on")
          _exit(ExitStatus.detached.rawValue)
        }
        isTold = true
        task.cancel()
      }
    }
    let conclusion = await task.value
    signals.cancel()
    return conclusion
  }
}
