internal import Execution

extension Ledger {
  /// A job's record; nil where there is none, and a refusal where that can't be told.
  func record(of job: String) async throws(Refusal) -> Record? {
    do throws(LedgerError) {
      return try await read(job)?.record
    } catch {
      throw Refusal(69, "\(error)")
    }
  }
}
