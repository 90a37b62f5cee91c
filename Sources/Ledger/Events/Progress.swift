/// How far a step of a job is.
package struct Progress: Sendable, Hashable {
  /// Which step, from 1.
  package var step: Int
  /// How many steps the job has.
  package var steps: Int
  /// What the step does: `orders 2024-02-01…2024-02-15`.
  package var title: String
  /// How many partitions are there; failed ones do not count.
  package var done: Int
  /// How many partitions failed.
  package var failed: Int
  /// How many partitions the step targets.
  package var total: Int
  /// When the step began: the rate is counted from here.
  package var started: Timestamp

  /// How far a step is.
  package init(
    step: Int,
    steps: Int,
    title: String,
    done: Int,
    failed: Int,
    total: Int,
    started: Timestamp
  ) {
    self.step = step
    self.steps = steps
    self.title = title
    self.done = done
    self.failed = failed
    self.total = total
    self.started = started
  }

  /// How many partitions ended, one way or the other.
  package var ended: Int { done + failed }

  /// How many partitions end a minute, on average since the step began; `nil` before the first ended.
  package func ratePerMinute(at now: Timestamp) -> Double? {
    let elapsed = now.seconds(since: started)
    return ended > 0 && elapsed > 0 ? Double(ended) / elapsed * 60 : nil
  }

  /// How many seconds are left at this rate; `nil` while there is no rate.
  package func secondsLeft(at now: Timestamp) -> Double? {
    ratePerMinute(at: now).map { Double(max(0, total - ended)) / $0 * 60 }
  }
}
