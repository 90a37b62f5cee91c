/// How long a step takes, judged by what ran before.
///
/// It is for a queue that has nothing else to do, and leaves out how long Dagster's daemon takes to begin.
package struct Forecast: Hashable, Sendable {
  /// From the first run's start to the last one's end, in seconds.
  package var seconds: Double
  /// How many runs there are, at most.
  package var runs: Int
  /// How many of them Dagster lets run at once; `nil` where it has no limit.
  package var atOnce: Int?
  /// How many earlier runs it is judged by.
  package var basis: Int

  /// Runs that do alike.
  package struct Load: Hashable, Sendable {
    package var runs: Int
    /// How many partitions each has.
    package var partitionsEach: Double
    package var past: PastRuns

    package init(runs: Int, partitionsEach: Double, past: PastRuns) {
      (self.runs, self.partitionsEach, self.past) = (runs, partitionsEach, past)
    }
  }

  /// - Returns: `nil` where nothing runs, nothing may run, or of one kind of run none has succeeded yet.
  package init?(_ loads: [Load], atOnce: Int?) {
    let loads = loads.filter { $0.runs > 0 }
    guard !loads.isEmpty, atOnce != 0 else { return nil }
    var (work, longest, basis, runs) = (0.0, 0.0, 0, 0)
    for load in loads {
      guard let (seconds, count) = load.past.expected(partitions: load.partitionsEach) else { return nil }
      work += seconds * Double(load.runs)
      longest = max(longest, seconds)
      basis += count
      runs += load.runs
    }
    let waves = (Double(runs) / Double(min(atOnce ?? runs, runs))).rounded(.up)
    self.seconds = max(longest, waves * work / Double(runs))
    (self.runs, self.atOnce, self.basis) = (runs, atOnce, basis)
  }
}
