extension Step {
  /// None for a command that can't have any.
  package var conditions: Conditions {
    switch self {
    case .backfill(let command): command.conditions
    case .materialize(let command): command.conditions
    case .launch: Conditions()
    }
  }

  /// The key under which a document has the command.
  package var word: String {
    switch self {
    case .backfill: "backfill"
    case .materialize: "materialize"
    case .launch: "launch"
    }
  }
}
