import Contract

/// How a job, or one attempt at it, ended.
///
/// In JSON it is its word. A word that is not known here, from a newer runner, is kept as it is and
/// written back unchanged.
package enum Outcome: Hashable, Sendable, RawRepresentable, Codable, CustomStringConvertible {
  /// Every partition of every step is there.
  case succeeded
  /// It ended, and not everything is there.
  case failed
  /// It was canceled, and nothing runs any more.
  case canceled
  /// It waits for a person: of an attempt alone, never of a job.
  case waiting
  /// A word that is not one of the above.
  case other(String)

  /// The outcome that a word stands for.
  package init(rawValue: String) {
    switch rawValue {
    case RecordFormat.succeeded: self = .succeeded
    case "failed": self = .failed
    case "canceled": self = .canceled
    case "waiting": self = .waiting
    default: self = .other(rawValue)
    }
  }

  /// The word for the outcome.
  package var rawValue: String {
    switch self {
    case .succeeded: RecordFormat.succeeded
    case .failed: "failed"
    case .canceled: "canceled"
    case .waiting: "waiting"
    case .other(let word): word
    }
  }

  /// The word for the outcome.
  package var description: String { rawValue }
}
