package import Diagnostics
import Schema

/// One condition of a step, as it is checked and reported.
package enum Condition: Hashable, Sendable {
  case requires(Requirement)
  case atMostPartitions(Int)
  case atMostRuns(Int)
  case overwritesNothing
  case onlyMissing
  case ensures(Guarantee)
  /// What a rehearsal reports.
  case expects(String, atMost: Int?)

  /// What it asks for, in a phrase that a person reads.
  package var meaning: String {
    switch self {
    case .requires(.noActiveBackfill): "no other backfill of its assets is under way"
    case .requires(.upstreamMaterialized): "everything that it reads is materialized"
    case .requires(.succeeded(let job)): "the job \(job) has succeeded"
    case .atMostPartitions(let limit): "at most \(counted(limit, "partition"))"
    case .atMostRuns(let limit): "at most \(counted(limit, "run"))"
    case .overwritesNothing: "nothing that it targets is materialized already"
    case .onlyMissing: "only partitions that are not materialized yet"
    case .expects(let figure, let limit):
      "its rehearsal reports \(figure)" + (limit.map { ", at most \($0)" } ?? "")
    case .ensures(.allMaterialized): "everything that it targets is materialized afterwards"
    case .ensures(.runsSucceeded): "its runs succeed, whatever they materialize"
    case .ensures(.checksPassed):
      "everything that it targets is materialized afterwards, and no asset check has failed"
    }
  }
}

extension Conditions {
  /// The conditions that a document says, in its order: each with its path from the command.
  package var listed: [(path: Path, condition: Condition)] {
    let required = requires.enumerated().map { (Path.root[\Conditions.requires][$0], Condition.requires($1)) }
    let others: [(Path, Condition)?] = [
      atMost.partitions.map { (.root[\Conditions.atMost][\LaunchLimits.partitions], .atMostPartitions($0)) },
      atMost.runs.map { (.root[\Conditions.atMost][\LaunchLimits.runs], .atMostRuns($0)) },
      overwrites == .nothing ? (.root[\Conditions.overwrites], .overwritesNothing) : nil,
      only.map { _ in (.root[\Conditions.only], .onlyMissing) },
      ensures == .allMaterialized ? nil : (.root[\Conditions.ensures], .ensures(ensures)),
    ]
    return (required + others.compactMap(\.self)).map { (path: $0, condition: $1) }
  }
}
