import Attempt
import Dagster
import JobDSL
import Planning

/// What the asset checks of a step's runs came to. They decide only where the step asks for it; one that failed is
/// told in any case.
extension AttemptDriver {
  func look(atChecksOf chain: RunChain, ofStep step: Int, _ sight: inout Sight) async throws(DagsterError) {
    try await decide(on: &sight, ofStep: step) { () async throws(DagsterError) in
      try await FailedCheck.all(of: chain, client: client)
    }
  }

  func look(
    atChecksOf backfill: Dagster.Backfill,
    _ chains: [RunChain],
    ofStep step: Int,
    _ sight: inout Sight
  ) async throws(DagsterError) {
    try await decide(on: &sight, ofStep: step) { () async throws(DagsterError) in
      try await FailedCheck.all(of: backfill, chains, client: client)
    }
  }

  private func decide(
    on sight: inout Sight,
    ofStep step: Int,
    _ ask: () async throws(DagsterError) -> [FailedCheck]
  ) async throws(DagsterError) {
    // A cancellation doesn't know what the step asks for: it must not call more of it done than is.
    sight.requiresChecks = planner == nil || command(step)?.conditions.ensures == .checksPassed
    // Of a step that has failed already the reasons are told elsewhere.
    guard sight.unsuccessful == 0 || sight.requiresChecks else { return }
    do throws(DagsterError) { sight.failedChecks = try await ask().map(\.description) } catch {
      switch error.reason {
      case .graphQL, .refused, .rejected, .notFound: sight.undecidedChecks = error.advised
      default: throw error
      }
    }
  }
}
