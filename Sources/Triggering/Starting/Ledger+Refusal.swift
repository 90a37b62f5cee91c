internal import Contract
internal import Diagnostics
import Ledger

extension Ledger {
  /// A job's record; nil where there is none, and a refusal where that can't be told.
  func record(of job: String) async throws(Refusal) -> Record? {
    do throws(LedgerError) {
      return try await read(job)?.record
    } catch {
      throw Refusal(.unavailable, "\(error)")
    }
  }

  /// Of a retired job only what was begun is finished.
  func expectUnfinished(_ job: String) async throws(Refusal) {
    let found = try await record(of: job)
    guard found == nil || found?.outcome == .succeeded else { return }
    let state = found == nil ? "it was never begun" : "it has succeeded"
    throw .document(
      "expected a retired job that is unfinished, found \(quoted(job)): \(state). To do the same again, write a new job"
    )
  }
}
