package import Ledger

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// How long a step will still take, from when its partitions ended so far, and before that from what earlier runs took.
///
/// The forecast counts as much as the fewest partitions that are enough to tell: what is measured takes its place bit by bit.
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
  /// When something was first seen to run.
  private var begun: Timestamp?
  private var first: Mark?
  private var last: Mark?
  /// How often some have ended since the first.
  private var batches = 0
  private var shown: (seconds: Double, time: Timestamp)?

  /// How fast what is shown follows, in seconds.
  private static let inertia = 30.0
  /// Without news for so long, nothing is told any more.
  private static let silence = 120.0
  /// No step takes longer: some thirty years.
  private static let longest = 1e9

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
    // Nothing moves before something runs.
    guard let (before, time) = shown, begun != nil else {
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
    if begun == nil, progress.ended > 0 || progress.running != 0 { begun = now }
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
    guard progress.ended < progress.total else { return nil }
    let forecast = forecast(progress, at: now)
    let enough = max(2, min(10, progress.total / 10))
    guard let first, let last, last.ended - first.ended >= enough, last.time.seconds(since: first.time) >= 5
    else { return forecast }
    let (count, span) = (last.ended - first.ended, last.time.seconds(since: first.time))
    let pause = span / Double(batches)
    let silence = now.seconds(since: last.time)
    guard silence < max(Self.silence, 5 * pause) else { return nil }
    // A batch that is late makes the rate lower.
    let seconds = (span + max(0, silence - pause)) / Double(count)
    let measured = max(1, seconds * Double(progress.total - progress.ended) - min(max(0, silence), pause))
    guard let forecast else { return measured }
    let weight = Double(count) / Double(count + enough)
    return weight * measured + (1 - weight) * forecast
  }

  /// By earlier runs alone: of what is left its share, less the time since the last ones ended. It stands still while
  /// Dagster's daemon and the queue are waited for, and has nothing to say once it is over.
  private func forecast(_ progress: Progress, at now: Timestamp) -> Double? {
    guard let expected = progress.expected, (0..<Self.longest).contains(expected) else { return nil }
    guard let begun else { return expected }
    let left = expected * Double(progress.total - progress.ended) / Double(progress.total)
    let seconds = left - now.seconds(since: last?.time ?? begun)
    return seconds > 0 ? seconds : nil
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
