import DagsterModel

/// Runs that succeeded and did what a step is about to do, for telling how long it may take.
package struct PastRuns: Hashable, Sendable {
  /// One of them.
  package struct Sample: Hashable, Sendable {
    /// From its start to its end, in seconds; its wait in the queue is not part of it.
    package var seconds: Double
    /// How many partitions of an asset it made; 1 for one that has none.
    package var partitions: Int

    package init(seconds: Double, partitions: Int = 1) {
      (self.seconds, self.partitions) = (seconds, max(1, partitions))
    }
  }

  package var samples: [Sample]

  package init(_ samples: [Sample]) { self.samples = samples }

  /// Fewer of one size say less than more of all sizes.
  private static let enough = 3

  /// How long a run of so many partitions takes: the median of those that made as many, and where those are few, of the
  /// time for each partition, times their number.
  ///
  /// - Returns: seconds, and how many runs they are judged by; `nil` where there is none.
  package func expected(partitions: Double) -> (seconds: Double, basis: Int)? {
    let alike = samples.filter { Double($0.partitions) == partitions }.map(\.seconds)
    if alike.count >= min(Self.enough, max(1, samples.count)), let seconds = median(alike) {
      return (seconds, alike.count)
    }
    return median(samples.map { $0.seconds / Double($0.partitions) }).map {
      ($0 * partitions, samples.count)
    }
  }
}

/// The middle one; of an even number the mean of the two in the middle.
private func median(_ values: [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

extension Run {
  /// How long it took, in seconds; `nil` where it didn't succeed or its times aren't known.
  var seconds: Double? {
    guard status == .success, let startTime, let endTime, endTime >= startTime else { return nil }
    return endTime - startTime
  }
}
