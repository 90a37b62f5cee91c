/// How far a step of a job is.
public struct Progress: Sendable, Hashable {
  /// Which step, from 1.
  public var step: Int
  /// How many steps the job has.
  public var steps: Int
  /// What the step does: `orders 2024-02-01…2024-02-15`.
  public var title: String
  /// How many partitions are there; failed ones do not count.
  public var done: Int
  /// How many partitions failed.
  public var failed: Int
  /// How many partitions the step targets.
  public var total: Int
  /// When the step began: the rate is counted from here.
  public var started: Timestamp

  /// How far a step is.
  public init(
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
  public var ended: Int { done + failed }

  /// How many partitions end a minute, on average since the step began; `nil` before the first ended.
  public func ratePerMinute(at now: Timestamp) -> Double? {
    let elapsed = now.seconds(since: started)
    return ended > 0 && elapsed > 0 ? Double(ended) / elapsed * 60 : nil
  }

  /// How many seconds are left at this rate; `nil` while there is no rate.
  public func secondsLeft(at now: Timestamp) -> Double? {
    ratePerMinute(at: now).map { Double(max(0, total - ended)) / $0 * 60 }
  }
}
