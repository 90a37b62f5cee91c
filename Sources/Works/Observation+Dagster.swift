package import Attempt
import Dagster
package import DagsterModel

extension Observation {
  /// - Parameters:
  ///   - chains: of those of its runs that have not simply succeeded. A backfill may end before them, when it is
  ///     canceled or the daemon gives it up.
  ///   - awaiting: the runs whose retry is still to come.
  package init(_ backfill: Backfill, chains: [RunChain] = [], awaiting: [Run] = []) {
    let unfinished = chains.flatMap(\.unfinished)
    let hasEnded = backfill.status.isTerminal
    self.init(status: backfill.status.name, isOver: hasEnded && unfinished.isEmpty && awaiting.isEmpty)
    (queuedRuns, activeRuns) = (backfill.runs?.queued, backfill.runs?.running)
    running = unfinished.map(\.id.rawValue)
    retrying = awaiting.map(\.id.rawValue)
    awaitsRetry = hasEnded && running.isEmpty && !retrying.isEmpty
    isRetryUncertain = awaitsRetry
    isCanceled = backfill.status == .canceled
    isEnding =
      backfill.status == .canceling
      || (hasEnded && !isOver && unfinished.allSatisfy { $0.status == .canceling })
    unsuccessful = chains.count { [.failure, .canceled].contains($0.end.status) }
    errorMessage = backfill.errorMessage
    targetedByAsset = backfill.assetCounts.sorted { $0.key < $1.key }
      .map { TargetedAsset(asset: $0.key.description, count: $0.value.targeted) }
    let (counts, whole) = (backfill.assetCounts.values, backfill.unpartitioned.values)
    targeted = counts.reduce(whole.count) { $0 + $1.targeted }
    materialized = counts.reduce(whole.count(where: \.materialized)) { $0 + $1.materialized }
    failed = counts.reduce(whole.count(where: \.failed)) { $0 + $1.failed }
  }

  /// - Parameter undecided: runs of the chain of which Dagster has not written whether it will retry them.
  package init(_ chain: RunChain, undecided: [Run] = []) {
    let end = chain.end
    let unfinished = chain.unfinished
    let awaiting = chain.awaitingRetry
    self.init(
      status: (unfinished.first ?? end).status.name,
      isOver: unfinished.isEmpty && awaiting.isEmpty && undecided.isEmpty
    )
    let queued = unfinished.count { [.queued, .notStarted].contains($0.status) }
    (queuedRuns, activeRuns) = (queued, unfinished.count - queued)
    running = unfinished.map(\.id.rawValue)
    retrying = (awaiting + undecided).map(\.id.rawValue)
    lastRun = end.id == chain.root ? nil : end.id.rawValue
    awaitsRetry = running.isEmpty && !retrying.isEmpty
    isRetryUncertain = awaitsRetry && awaiting.isEmpty
    isCanceled = end.status == .canceled
    isEnding = !isOver && unfinished.allSatisfy { $0.status == .canceling }
    targeted = 1
    materialized = end.status == .success ? 1 : 0
    failed = isOver && end.status == .failure ? 1 : 0
    unsuccessful = [.failure, .canceled].contains(end.status) ? 1 : 0
  }
}
