extension Record {
  /// More than any job comes to: whoever counts on from there can't come to the end of what an `Int` holds.
  private static let largestCount = 1 << 48

  /// The record, unless it has a count that no runner writes: reading it must not end the process later on.
  func withPlausibleCounts(source: String) throws(LedgerError) -> Record {
    for (path, count) in counts where !(0...Self.largestCount).contains(count) {
      throw .damaged(source: source, why: "\(path) is \(count), which no runner writes")
    }
    return self
  }

  private var counts: [(path: String, count: Int)] {
    var counts: [(String, Int?)] = [
      ("document.byteCount", document.byteCount), ("omittedAttempts", omittedAttempts),
      ("lease.fencingToken", lease?.fencingToken), ("plan.omitted", plan?.omitted),
    ]
    for (index, attempt) in attempts.enumerated() {
      counts.append(("attempts[\(index)].number", attempt.number))
    }
    for asset in plan?.assets ?? [] {
      counts += [("plan.assets", asset.step), ("plan.assets", asset.new), ("plan.assets", asset.overwritten)]
    }
    for (index, step) in steps.enumerated() {
      counts += [
        ("steps[\(index)].index", step.index), ("steps[\(index)].omittedLaunches", step.omittedLaunches),
      ]
      counts += step.launches.flatMap(\.counts).map { ("steps[\(index)].launches", $0) }
    }
    return counts.compactMap { path, count in count.map { (path, $0) } }
  }
}

extension LaunchRecord {
  fileprivate var counts: [Int] {
    [sends, targeted, skipped, materialized, failed, failedPartitionCount].compactMap(\.self)
  }
}
