import Attempt
import CommandLineSupport
import Contract

#if canImport(FoundationEssentials)
  import FoundationEssentials
  import Glibc
#else
  import Foundation
#endif

/// How a process leaves that is told to: what runs in Dagster goes on.
enum Shutdown {
  /// What the process takes at most to write down where it is, in seconds.
  static let patience = 1.5

  /// Does the work; a first SIGTERM or SIGINT has it come to its end, a second one doesn't wait for that.
  static func orderly(_ work: @escaping @Sendable () async -> RunResult) async -> RunResult {
    await untilToldToLeave(
      first: {
        Task {
          try await Task.sleep(for: .seconds(patience))
          leave("without having recorded it")
        }
      },
      second: { leave("at once") },
      work
    )
  }

  /// Does what is left once the verdict is there, which stands whatever comes: a first signal cuts it short, a second one
  /// doesn't wait for it.
  static func tidily(with verdict: ExitStatus, _ work: @escaping @Sendable () async -> Void) async {
    // Whoever kills the process now has the verdict.
    fflush(nil)
    await untilToldToLeave(second: { _exit(verdict.rawValue) }, work)
  }

  /// The lease that is not given back runs out by itself.
  private static func leave(_ how: String) -> Never {
    print("detached: left \(how); the work in Dagster goes on: run the same job again to attach")
    fflush(nil)
    _exit(ExitStatus.detached.rawValue)
  }
}
