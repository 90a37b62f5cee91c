import CommandLineSupport
import Contract
import Triggering

#if canImport(FoundationEssentials)
  import Glibc
#else
  import Foundation
#endif

/// A process that is told to leave.
enum Signals {
  static func following(_ work: @escaping @Sendable () async -> Conclusion) async -> Conclusion {
    await untilToldToLeave(
      second: {
        Console.reporter.note("left at once; what was started goes on")
        _exit(ExitStatus.detached.rawValue)
      },
      work
    )
  }
}
