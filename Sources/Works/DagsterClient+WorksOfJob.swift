import Contract
package import Dagster
import DagsterModel
package import Ledger

extension DagsterClient {
  /// What carries a job's name: `backfill abc`, `run def`. Of many some are left out, never all.
  package func works(of job: String, at now: Timestamp) async throws(DagsterError) -> [String] {
    let day = 86_400.0
    let (backfills, runs) = try await findWorks(
      tag: Tag(TagKey.job, job),
      createdAfter: now.seconds - day
    )
    let ids = Set(backfills.map(\.id.rawValue))
    let others = runs.filter { run in
      !run.tags.contains { $0.key == Tag.backfillKey && ids.contains($0.value) }
    }
    return backfills.map { "backfill \($0.id.rawValue)" } + others.map { "run \($0.id.rawValue)" }
  }
}
