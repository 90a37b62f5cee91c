import Foundation

/// What came of all rounds.
struct Summary: Sendable {
  var seed: UInt64
  var planned: Int
  var results: [RoundResult]
  /// Faults that can't be tested here, and why.
  var skipped: [String: String]
  /// Where the evidence of the rounds that were not right lies.
  var evidence: String
  var duration: Duration

  var isRight: Bool {
    results.allSatisfy { $0.verdict == .ok || $0.verdict == .void } && results.contains { $0.verdict == .ok }
  }

  /// The rounds of one fault, or of all.
  struct Row: Encodable {
    var fault: String
    var rounds: Int
    var outcomes: [String: Int]
    var mostRestarts: Int
    var meanRestarts: Double
    var meanSeconds: Double

    init(_ fault: String, _ results: [RoundResult]) {
      self.fault = fault
      rounds = results.count
      outcomes = Dictionary(results.map { ($0.verdict.rawValue, 1) }, uniquingKeysWith: +)
      mostRestarts = results.map(\.restarts).max() ?? 0
      let count = Double(max(results.count, 1))
      meanRestarts = Double(results.map(\.restarts).reduce(0, +)) / count
      meanSeconds = results.map(\.duration).reduce(.zero, +) / .seconds(1) / count
    }
  }

  var rows: [Row] {
    Dictionary(grouping: results, by: \.round.fault.name).sorted { $0.key < $1.key }.map { Row($0, $1) }
  }

  var total: Row { Row("all", results) }

  /// What a round of each kind of work takes, without a fault where there was such a round.
  var works: [Row] {
    Dictionary(grouping: results, by: \.work.rawValue).sorted { $0.key < $1.key }.map { Row($0, $1) }
  }
}
