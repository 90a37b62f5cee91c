package import Contract
package import Diagnostics
package import Ledger

/// The end of an attempt, with words for the person who reads it.
package struct RunResult: Error, Hashable, Sendable {
  package var verdict: ExitStatus
  /// One word for machines, such as `succeeded` or `already_succeeded`.
  package var outcome: String
  /// What happened and, unless it went well, what to do.
  package var message: String
  /// Problems of the document, where that is what stopped it.
  package var problems: [Diagnostic] = []
  /// Whether the same may end otherwise a little later.
  package var outlook = Outlook.lasting
  /// As it stands in the ledger; `nil` where nothing was recorded.
  package var record: Record?

  package init(_ verdict: ExitStatus, _ outcome: String, _ message: String, problems: [Diagnostic] = []) {
    self.verdict = verdict
    self.outcome = outcome
    self.message = message
    self.problems = problems
  }

  /// Whether something that failed is worth another try, with nothing changed in the job.
  package enum Outlook: Hashable, Sendable {
    /// The next try ends in the same way.
    case lasting
    /// A server or what stands before it is away for a while.
    case passing
    /// It may pass, as while a token is replaced; to wait for that is right only while something is under way.
    case doubtful
    /// What it waits for is under way, and ends by itself.
    case underWay
  }
}
