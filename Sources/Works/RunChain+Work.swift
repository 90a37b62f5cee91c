import Attempt
package import Dagster
package import DagsterModel

extension DagsterClient {
  /// Runs that failed and of which nothing says whether they are retried; none on a server that retries nothing.
  package func undecided(in chains: [RunChain]) async throws(DagsterError) -> [Run] {
    let undecided = chains.flatMap(\.undecided)
    guard !undecided.isEmpty, try await retriesRuns() else { return [] }
    return undecided
  }

  /// The chain that a run is of, also where it isn't the first of it; `nil` where Dagster doesn't know the run.
  package func chain(with id: RunID) async throws(DagsterError) -> RunChain? {
    guard let run = try await run(id) else { return nil }
    return try await chain(of: run.chainID) ?? RunChain(root: run.chainID, runs: [run])
  }

  func terminate(_ chains: [RunChain]) async throws(DagsterError) {
    for run in chains.flatMap(\.unfinished) where run.status != .canceling { try await terminateRun(run.id) }
  }

  /// Tells runs to stop. One that has ended since, or is only just starting, is left: whoever waits for the end tells it again.
  ///
  /// - Throws: an error `afterSending` where some were told before.
  func tellToStop(_ runs: [Run]) async throws(DagsterError) {
    var hasTold = false
    for run in runs where run.status != .canceling {
      do throws(DagsterError) {
        try await terminateRun(run.id)
        hasTold = true
      } catch {
        switch error.reason {
        case .refused, .notFound: continue
        default: throw hasTold ? error.afterSending : error
        }
      }
    }
  }
}

extension Array {
  /// Of several launches under one id those that a person has canceled are out of the question.
  func preferring(_ isWanted: (Element) -> Bool) -> [Element] {
    let wanted = filter(isWanted)
    return wanted.isEmpty ? self : wanted
  }
}

extension Observation {
  /// What the asset checks of a step's runs came to. They decide only where the step asks for it; one that failed is told
  /// in any case.
  mutating func decide(for aim: WorkAim, _ ask: () async throws(DagsterError) -> [CheckResult])
    async throws(DagsterError)
  {
    requiresChecks = aim.needsChecks
    // Of a step that has failed already the reasons are told elsewhere.
    guard unsuccessful == 0 || requiresChecks else { return }
    do throws(DagsterError) {
      let results = try await ask()
      // One that was to be evaluated, and wasn't, has not passed.
      let isStrict = aim.tellsChecks && unsuccessful == 0
      failedChecks = results.filter { isStrict ? !$0.hasPassed : $0.hasFailed }.map(\.description)
      if aim.tellsChecks { passedChecks = results.filter(\.hasPassed).map(\.description) }
    } catch {
      guard error.leavesChecksOpen else { throw error }
      undecidedChecks = error.advised
    }
  }
}

extension DagsterError {
  /// Whether the server can't tell of asset checks, as on a database that was not migrated.
  var leavesChecksOpen: Bool {
    switch reason {
    case .graphQL, .refused, .rejected, .notFound: true
    default: false
    }
  }
}
