/// A run that was launched, with every run in its place since: Dagster's own retries, and what people
/// re-executed from its pages. Dagster copies the first one's tags to the others.
public struct RunChain: Hashable, Sendable {
  /// The run that was launched.
  public let root: RunID
  /// The newest first.
  public let runs: [Run]

  /// A chain; nil of no runs.
  ///
  /// - Parameter runs: the newest first.
  public init?(root: RunID, runs: [Run]) {
    guard !runs.isEmpty else { return nil }
    (self.root, self.runs) = (root, runs)
  }

  /// One of its runs with everything that was started in its place; nil where the chain doesn't have it.
  public func part(from id: RunID) -> RunChain? {
    var ids: Set = [id]
    for run in runs.reversed() where run.parentID.map(ids.contains) == true { ids.insert(run.id) }
    return RunChain(root: id, runs: runs.filter { ids.contains($0.id) })
  }

  /// The newest run, by which the chain is judged.
  public var end: Run { runs[0] }

  /// Runs in which something may still happen.
  public var unfinished: [Run] { runs.filter { !$0.status.isTerminal } }

  /// Runs that failed and whose retry is still to come: the chain goes on by itself.
  public var awaitingRetry: [Run] {
    runs.filter { $0.status == .failure && $0.willRetry == true && !isRetried($0) }
  }

  /// Runs that failed and of which Dagster has not written whether it will retry them. It writes so right
  /// after the failure, and nothing at all where it doesn't retry runs.
  public var undecided: [Run] {
    runs.filter { $0.status == .failure && $0.willRetry == nil && !isRetried($0) }
  }

  private func isRetried(_ run: Run) -> Bool {
    run.tags[key: Tag.retryRunKey] != nil
      || runs.contains { $0.parentID == run.id && $0.tags[key: Tag.retryNumberKey] != nil }
  }
}

extension Run {
  /// The first run of its chain, which may be itself.
  public var chainID: RunID { rootID ?? id }

  /// How long after a failure, in seconds, the retry may come that Dagster has promised: it comes within seconds, or never.
  /// The rest is for clocks that differ.
  package static let retryWindow = 3_600.0

  /// Whether the retry that Dagster has promised may still come.
  ///
  /// - Parameter now: in seconds since the epoch.
  package func mayBeRetried(at now: Double) -> Bool { now - (endTime ?? 0) < Self.retryWindow }

  /// Whether Dagster may still write whether it retries it, which it does within seconds.
  ///
  /// - Parameter now: in seconds since the epoch.
  package func mayBeDecided(at now: Double) -> Bool { now - (endTime ?? 0) < 60 }

  /// Whether Dagster will retry it, or has; nil where it has not said so.
  fileprivate var willRetry: Bool? { tags[key: Tag.willRetryKey].map { $0.lowercased() == "true" } }
}
