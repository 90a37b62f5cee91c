import Dagster
import JobDSL

/// Finds out what the steps of a job come to on the server as it is now.
struct Planner: Sendable {
  let client: DagsterClient
  let job: JobToRun
  let clock: any WallClock

  /// - Parameters:
  ///   - steps: indices of the steps that are still to be launched.
  ///   - record: what earlier attempts launched, whose partitions are left out.
  func plan(steps: [Int], after record: Record?) async throws(RunResult) -> PlannedJob {
    var done: [Int: MaterializedPartitions] = [:]
    for step in steps {
      let launches = record?.steps[step].launches.filter { $0.kind == .backfill } ?? []
      guard launches.contains(where: { $0.dagsterID != nil }) else { continue }
      do throws(DagsterError) {
        done[step] = try await MaterializedPartitions(by: launches, client: client)
      } catch {
        throw RunResult(error)
      }
    }
    let check = ServerCheck(
      client: client,
      document: job.document,
      root: job.root,
      file: job.file,
      now: clock.now()
    )
    do throws(CheckFailure) {
      return try await check.plan(steps: steps, leavingOut: done)
    } catch {
      throw RunResult(error)
    }
  }
}
