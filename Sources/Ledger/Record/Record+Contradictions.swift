extension Record {
  /// The record, unless it says what no runner writes: edited by hand, or made up, it must neither be taken for a job
  /// that has succeeded nor end the process later on.
  func withoutContradictions(source: String) throws(LedgerError) -> Record {
    if let contradiction { throw .damaged(source: source, why: contradiction) }
    return self
  }

  private var contradiction: String? {
    for (place, step) in steps.enumerated() {
      if step.index != place { return "steps[\(place)].index is \(step.index)" }
      if let words = step.contradiction { return "steps[\(place)] \(words)" }
    }
    guard outcome == .succeeded else { return nil }
    if steps.isEmpty { return "its outcome is succeeded, and it has no steps" }
    return steps.firstOpen
      .map { "its outcome is succeeded, and steps[\($0.index)] is \($0.state.rawValue)" }
  }
}

extension StepRecord {
  fileprivate var contradiction: String? {
    switch state {
    // Without a launch it says why none was needed.
    case .succeeded where launches.isEmpty && message == nil: "succeeded, and nothing was launched for it"
    // Or it never arrived, and others have done what it was for.
    case .succeeded where launches.last.map { $0.dagsterID == nil && $0.finished == nil } ?? false:
      "succeeded, and Dagster's id of its last launch is not known"
    case .launched where !launches.contains { $0.dagsterID != nil }:
      "is launched, and no launch has Dagster's id"
    case .intended where launches.isEmpty: "is intended, and has no launch"
    default: nil
    }
  }
}
