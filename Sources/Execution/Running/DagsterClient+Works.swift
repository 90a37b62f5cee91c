import Dagster

extension DagsterClient {
  /// What carries a job's name: `backfill abc`, `run def`. Of many runs some are left out, never all.
  ///
  /// A database that was not migrated finds no backfill by a tag before its first run: those of the last day are
  /// gone through.
  func works(of job: String, at now: Timestamp) async throws(DagsterError) -> [String] {
    let tag = Tag("production-jobs/job", job)
    var backfills = try await findBackfills(tags: [tag], includingRetries: true)
    let runs = try await runs(RunsFilter(tags: [tag]), limit: 20)
    if backfills.isEmpty, runs.isEmpty {
      let day = 86_400.0
      backfills = try await recentBackfills(createdAfter: now.seconds - day).filter { $0.tags.contains(tag) }
    }
    let ids = Set(backfills.map(\.id.rawValue))
    let others = runs.filter { run in
      !run.tags.contains { $0.key == Tag.backfillKey && ids.contains($0.value) }
    }
    return backfills.map { "backfill \($0.id.rawValue)" } + others.map { "run \($0.id.rawValue)" }
  }
}
