internal import Kubernetes

/// A time in which the API doesn't answer, told once at its beginning and once at its end.
struct Outage {
  private(set) var failures = 0
  private var since: ContinuousClock.Instant?

  mutating func began(_ error: KubernetesError, _ reporter: any Reporter) {
    if failures == 0 {
      since = .now
      reporter.note("\(error.what): \(error.why); trying again")
    }
    failures += 1
  }

  mutating func ended(_ reporter: any Reporter) {
    if failures > 0 { reporter.note("the Kubernetes API answers again") }
    failures = 0
    since = nil
  }

  func lasts(_ limit: Duration) -> Bool { since.map { ContinuousClock.now - $0 > limit } ?? false }

  /// Until the next look.
  func wait(_ patience: Patience) -> Duration {
    failures == 0 ? patience.interval : patience.wait(afterFailures: failures)
  }
}
