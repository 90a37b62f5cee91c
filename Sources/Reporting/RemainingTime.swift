package import Ledger

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// How long a step will still take, from when its partitions ended so far.
///
/// Time is counted from when the first ones ended: until then Dagster's daemon and the queue were waited for, which says
/// nothing of how long partitions take. They end in batches, so that an estimate leaps; what is shown follows it slowly, and
/// never grows faster than time passes.
package struct RemainingTime {
  private struct Mark {
    var time: Timestamp
    var ended: Int
  }

  private var step: (number: Int, started: Timestamp)?
  private var first: Mark?
  private var last: Mark?
  /// How often some have ended since the first.
  private var batches = 0
  private var shown: (seconds: Double, time: Timestamp)?

  /// How fast what is shown follows, in seconds.
  private static let inertia = 30.0
  /// Without news for so long, nothing is told any more.
  private static let silence = 120.0

  package init() {}

  /// Takes a look at the step in.
  ///
  /// - Returns: the seconds left; `nil` while there is not enough to tell.
  package mutating func seconds(_ progress: Progress, at now: Timestamp) -> Double? {
    take(progress, at: now)
    guard let estimate = estimate(progress, at: now) else {
      shown = nil
      return nil
    }
    guard let (before, time) = shown else {
      shown = (estimate, now)
      return estimate
    }
    let passed = max(0, now.seconds(since: time))
    let expected = max(0, before - passed)
    let followed = expected + (1 - exp(-passed / Self.inertia)) * (estimate - expected)
    let seconds = min(followed, before + passed)
    shown = (seconds, now)
    return seconds
  }

  private mutating func take(_ progress: Progress, at now: Timestamp) {
    if step?.number != progress.step || step?.started != progress.started {
      self = RemainingTime()
      step = (progress.step, progress.started)
    }
    let mark = Mark(time: now, ended: progress.ended)
    // Less than before is a retry's doing: what was counted is counted anew.
    guard let first, let last, progress.ended >= first.ended else {
      (first, last, batches) = progress.ended > 0 ? (mark, mark, 0) : (nil, nil, 0)
      return
    }
    guard progress.ended > last.ended else { return }
    self.last = mark
    batches += 1
  }

  private func estimate(_ progress: Progress, at now: Timestamp) -> Double? {
    guard let first, let last, progress.ended < progress.total else { return nil }
    let (count, span) = (last.ended - first.ended, last.time.seconds(since: first.time))
    guard count >= max(2, min(10, progress.total / 10)), span >= 5 else { return nil }
    let pause = span / Double(batches)
    let silence = now.seconds(since: last.time)
    guard silence < max(Self.silence, 5 * pause) else { return nil }
    // A batch that is late makes the rate lower.
    let seconds = (span + max(0, silence - pause)) / Double(count)
    return max(1, seconds * Double(progress.total - progress.ended) - min(max(0, silence), pause))
  }
}

/// `about 40s`, `about 3m`, `about 1h 10m`: no more precise than it is known.
package func aboutText(_ seconds: Double) -> String {
  func rounded(to unit: Double) -> Double { max(1, (seconds / unit).rounded()) * unit }
  let unit = seconds < 55 ? 10.0 : seconds < 3600 ? 60 : seconds < 86_400 ? 600 : 3600
  let text = durationText(rounded(to: unit)).replacing(" 0s", with: "").replacing(" 0m", with: "")
    .replacing(" 0h", with: "")
  return "about \(text)"
}
