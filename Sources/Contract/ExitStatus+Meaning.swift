extension ExitStatus {
  /// In a few words, as help texts have it.
  package var meaning: String {
    switch self {
    case .succeeded: "succeeded, also when it already had"
    case .failed: "the job ran and failed, or was canceled"
    case .stalePlan: "the approved plan is stale"
    case .ambiguous: "a person must look"
    case .held: "another runner holds the job"
    case .documentChanged: "the name was used for another document"
    case .usage: "usage"
    case .invalidDocument: "bad document"
    case .notFound: "no such file or job"
    case .unavailable: "Dagster or the ledger is unavailable"
    case .bug: "a bug of the runner"
    case .detached: "detached, and the work goes on: run it again to attach"
    case .refused: "refused by the server, or a condition is not met"
    case .badEnvironment: "bad environment"
    }
  }

  /// What the table of `Docs/Operating.md` adds to `meaning`.
  private var details: String {
    switch self {
    case .succeeded:
      " (`already_succeeded`): nothing is launched twice. Or it has come to a `hold` and waits for a person (`waiting`)"
    case .failed:
      "; the failed partitions are named with the reason and a link. Or an earlier pod of the same Kubernetes Job had found so "
        + "(`already_failed`)"
    case .stalePlan: ": the job would do something else now"
    case .ambiguous:
      ": Dagster has more than one launch of a step (`ambiguous`), the record was deleted (`record_vanished`) or is "
        + "damaged (`record_damaged`), or Dagster has work of the job that the ledger knows nothing of "
        + "(`unrecorded_launches`)"
    case .documentChanged: ": give the changed job a new name"
    case .usage: ": a wrong option or argument"
    case .invalidDocument: ": every problem is shown at its line"
    case .unavailable: ", or Dagster's daemon is"
    case .bug: ": please report it"
    case .detached: ". SIGTERM and SIGINT detach"
    case .badEnvironment: ": no address, no ledger"
    case .held, .notFound, .refused: ""
    }
  }

  /// The table of exit codes in `Docs/Operating.md`, a line a row.
  package static var table: String {
    let rows = allCases.map { "| \($0.rawValue) | \($0.meaning)\($0.details) |" }
    return (["| exit code of `run` | |", "| --- | --- |"] + rows).joined(separator: "\n")
  }

  /// The sentence of a help text: `Exit codes: 0 shown; 65 bad document.`
  ///
  /// - Parameters:
  ///   - statuses: those that the command has.
  ///   - own: what one of them means for this command in particular.
  package static func help(_ statuses: [ExitStatus] = allCases, own: [ExitStatus: String] = [:]) -> String {
    let parts = statuses.map { "\($0.rawValue) \(own[$0] ?? $0.meaning)" }
    return "Exit codes: \(parts.joined(separator: "; "))."
  }
}
