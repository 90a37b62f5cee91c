import Diagnostics
import Schema

extension Backfill {
  /// Launches only where the backfill comes to at most so many partitions of each asset, counted on the server
  /// and after `.only(…)`.
  public func atMost(
    partitions limit: Int,
    file: String = #filePath,
    line: Int = #line,
    column: Int = #column
  ) -> Backfill {
    with(
      .root[\Conditions.atMost][\LaunchLimits.partitions],
      at: SourceLocation(file: file, line: line, column: column)
    ) {
      $0.atMost.partitions = limit
    }
  }

  /// Launches only where the backfill comes to at most so many Dagster runs, by its assets' `BackfillPolicy`.
  ///
  /// How many of them run at once is `maxConcurrentRuns`.
  public func atMost(
    runs limit: Int,
    file: String = #filePath,
    line: Int = #line,
    column: Int = #column
  ) -> Backfill {
    with(
      .root[\Conditions.atMost][\LaunchLimits.runs],
      at: SourceLocation(file: file, line: line, column: column)
    ) {
      $0.atMost.runs = limit
    }
  }

  /// Both limits in one call.
  public func atMost(
    partitions: Int,
    runs: Int,
    file: String = #filePath,
    line: Int = #line,
    column: Int = #column
  ) -> Backfill {
    atMost(partitions: partitions, file: file, line: line, column: column)
      .atMost(runs: runs, file: file, line: line, column: column)
  }

  /// Works on part of the selected partitions: `.only(.missing)` on those that are not materialized yet.
  ///
  /// A partition counts as missing where at least one of the step's assets has not materialized it, or where an earlier
  /// attempt of the job has made it in a run that failed. Where nothing is missing there is nothing to launch, and the
  /// step has succeeded.
  public func only(
    _ filter: PartitionFilter,
    file: String = #filePath,
    line: Int = #line,
    column: Int = #column
  ) -> Backfill {
    with(.root[\Conditions.only], at: SourceLocation(file: file, line: line, column: column)) {
      $0.only = filter
    }
  }
}
