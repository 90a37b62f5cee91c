import Foundation
import TestSupport
import Testing

/// Of the tests' own means.
@Suite struct ChildTests {
  /// As a thread of Dispatch's starts one.
  private func startedWithSignalsBlocked(_ arguments: String...) throws -> Child {
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return try Child("/usr/bin/env", arguments)
  }

  @Test func whateverBlocksSignalsHereAChildCanBeToldToLeave() async throws {
    let child = try startedWithSignalsBlocked("sleep", "20")
    child.terminate()
    #expect(await child.ending().status == -SIGTERM)
  }
}
