extension Record {
  /// Drops at most `limit` attempts after the first and before the last; gives how many.
  mutating func dropMiddleAttempts(_ limit: Int) -> Int {
    let count = min(max(attempts.count - 2, 0), limit)
    guard count > 0 else { return 0 }
    attempts.removeSubrange(1...count)
    omittedAttempts = (omittedAttempts ?? 0) + count
    return count
  }

  /// Makes the longest list of failed partitions among the steps' last launches shorter by `count`, and no
  /// other one longer than it; gives by how many, at most all.
  mutating func shortenLastFailures(by count: Int) -> Int {
    let longest = steps.compactMap(\.launches.last?.failedPartitions.count).max() ?? 0
    let count = min(count, longest)
    for index in steps.indices {
      guard let last = steps[index].launches.indices.last else { continue }
      steps[index].launches[last].keepFailedPartitions(longest - count)
    }
    return count
  }
}

extension StepRecord {
  /// How many characters stay of a text that is shortened to make a record fit.
  private static let clippedLength = 300

  mutating func clipReasons(_ limit: Int) -> Int {
    var clipped = 0
    for index in launches.indices where clipped < limit {
      var failures = launches[index].failedPartitions
      for failure in failures.indices where clipped < limit {
        guard let reason = failures[failure].reason, reason.count > Self.clippedLength else { continue }
        failures[failure].reason = reason.clipped(to: Self.clippedLength)
        clipped += 1
      }
      launches[index].setFailedPartitions(failures, count: launches[index].failedPartitionCount)
    }
    return clipped
  }

  mutating func dropEarlierFailures(_ limit: Int) -> Int {
    var dropped = 0
    for index in launches.indices.dropLast() where dropped < limit {
      guard !launches[index].failedPartitions.isEmpty else { continue }
      launches[index].keepFailedPartitions(0)
      dropped += 1
    }
    return dropped
  }

  /// A launch that may still run is never dropped: somebody has to look after it.
  mutating func dropMiddleLaunches(_ limit: Int) -> Int {
    var dropped = 0
    launches = launches.enumerated().filter { index, launch in
      let isMiddle = index > 0 && index < launches.count - 1
      guard isMiddle, launch.finished != nil, dropped < limit else { return true }
      dropped += 1
      return false
    }.map(\.element)
    if dropped > 0 { omittedLaunches = (omittedLaunches ?? 0) + dropped }
    return dropped
  }

  mutating func clipMessage() -> Int {
    guard let text = message, text.count > Self.clippedLength else { return 0 }
    message = text.clipped(to: Self.clippedLength)
    return 1
  }
}

extension LaunchRecord {
  fileprivate mutating func keepFailedPartitions(_ count: Int) {
    setFailedPartitions(Array(failedPartitions.prefix(count)), count: failedPartitionCount)
  }
}
