internal import Kubernetes

/// A time in which the API doesn't answer, told once at its beginning and once at its end.
struct Outage {
  private(set) var failures = 0
  private var since = 0.0

  mutating func began(_ error: KubernetesError, _ reporter: any Reporter, at moment: Double) {
    if failures == 0 {
      since = moment
      reporter.note("\(error.what): \(error.why); trying again")
    }
    failures += 1
  }

  mutating func ended(_ reporter: any Reporter) {
    if failures > 0 { reporter.note("the Kubernetes API answers again") }
    failures = 0
  }

  /// Whether it lasts longer than it may.
  func lasts(_ patience: FollowLimits) -> Bool { lasts(for: patience.outage, patience) }

  func lasts(for limit: Duration, _ patience: FollowLimits) -> Bool {
    failures > 0 && patience.hasPassed(limit, since: since)
  }

  /// Until the next look.
  func wait(_ patience: FollowLimits) -> Duration {
    failures == 0 ? patience.interval : patience.wait(afterFailures: failures)
  }
}
