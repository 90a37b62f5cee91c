internal import HTTP
internal import Kubernetes
package import Ledger

/// How long to wait, and how often to look.
package struct FollowLimits: Sendable {
  /// Measures all of it.
  package var clock: any WallClock
  /// Between two looks at the cluster.
  package var interval: Duration
  /// For a first answer of the API.
  package var first: Duration
  /// For an answer of the API once it has answered.
  package var outage: Duration
  /// For the rest of a log that can't be read, once its container has ended.
  package var log: Duration
  /// For the next pod once one has ended, until that is told.
  package var idle: Duration
  /// For a first pod that starts; nil forever.
  package var start: Duration?
  /// For everything; nil forever.
  package var total: Duration?

  package init(
    clock: any WallClock = SystemClock(),
    interval: Duration = .seconds(1),
    first: Duration = .seconds(30),
    outage: Duration = .seconds(600),
    log: Duration = .seconds(60),
    idle: Duration = .seconds(5),
    start: Duration? = .seconds(900),
    total: Duration? = nil
  ) {
    self.clock = clock
    self.interval = interval
    self.first = first
    self.outage = outage
    self.log = log
    self.idle = idle
    self.start = start
    self.total = total
  }

  /// The wait after so many failures in a row: twice as long each time, at most 5 intervals.
  func wait(afterFailures count: Int) -> Duration { interval * min(1 << min(count, 8), 5) }
}

extension FollowLimits {
  /// Whether so much time has passed since a moment of the clock's.
  func hasPassed(_ limit: Duration, since begin: Double) -> Bool { clock.uptime() - begin > limit.inSeconds }

  /// Throws `CancellationError` as soon as the task is canceled.
  func sleep(for time: Duration) async throws { try await clock.sleep(for: time.inSeconds) }

  /// Asks again while the API can't be reached, as long as a first answer may take.
  ///
  /// - Parameter reporter: told once that it is waited for.
  func patiently<Answer>(
    telling reporter: any Reporter,
    _ ask: () async throws(KubernetesError) -> Answer
  ) async throws(Refusal) -> Answer {
    let begin = clock.uptime()
    var failures = 0
    while true {
      do throws(KubernetesError) {
        return try await ask()
      } catch {
        let isHopeless = !error.isTransient || error.isUnauthorized
        guard !isHopeless, !hasPassed(first, since: begin), !Task.isCancelled else {
          throw Refusal(error)
        }
        if failures == 0 { reporter.note("\(error); trying again for up to \(first.words)") }
        failures += 1
        try? await sleep(for: wait(afterFailures: failures))
      }
    }
  }
}

extension Duration {
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}

extension KubernetesError {
  /// Whether who asks is not known, which passes only by logging in again.
  var isUnauthorized: Bool { if case .unauthorized = reason { true } else { false } }

  /// Whether who asks may not do it now, and perhaps later.
  var isForbidden: Bool { if case .forbiddenForNow = reason { true } else { false } }
}
