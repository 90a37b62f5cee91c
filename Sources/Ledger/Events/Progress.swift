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
  /// How many runs wait in Dagster's queue; `nil` where that isn't known.
  package var queued: Int?
  /// How many runs are at work; `nil` where that isn't known.
  package var running: Int?
  /// When the step began.
  package var started: Timestamp
  /// How many seconds it takes, judged by earlier runs; `nil` where that isn't known.
  package var expected: Double?
  /// Whether nothing more will come of it.
  package var isOver: Bool

  /// How far a step is.
  package init(
    step: Int,
    steps: Int,
    title: String,
    done: Int,
    failed: Int,
    total: Int,
    queued: Int? = nil,
    running: Int? = nil,
    started: Timestamp,
    expected: Double? = nil,
    isOver: Bool = false
  ) {
    self.step = step
    self.steps = steps
    self.title = title
    self.done = done
    self.failed = failed
    self.total = total
    self.queued = queued
    self.running = running
    self.started = started
    self.expected = expected
    self.isOver = isOver
  }

  /// How many partitions ended, one way or the other.
  package var ended: Int { done + failed }
}
