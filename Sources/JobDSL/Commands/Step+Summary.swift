extension Step {
  /// The command's key in the document.
  package var command: String {
    switch self {
    case .backfill: "backfill"
    case .materialize: "materialize"
    case .launch: "launch"
    }
  }

  /// What it works on, on one line.
  package var summary: String {
    switch self {
    case .backfill(let command): "\(command.assets.joined(separator: ", ")) \(command.partitions.summary)"
    case .materialize(let command):
      command.assets.joined(separator: ", ") + (command.partition.map { " \($0)" } ?? "")
    case .launch(let command): command.job + (command.partition.map { " \($0)" } ?? "")
    }
  }
}

extension Partitions {
  fileprivate var summary: String {
    switch self {
    case .single(_, let keys): keys.summary
    case .multi(let dimensions):
      dimensions.map { "\($0.name) \($0.keys.summary)" }.joined(separator: " × ")
    }
  }
}

extension KeySelection {
  fileprivate var summary: String {
    switch self {
    case .all: "all partitions"
    case .keys(let keys) where keys.count > 3: "\(keys[0]), \(keys[1]) and \(keys.count - 2) more"
    case .keys(let keys): keys.joined(separator: ", ")
    case .range(let range): "\(range.from)…\(range.through)"
    case .ranges(let ranges): ranges.map { "\($0.from)…\($0.through)" }.joined(separator: ", ")
    }
  }
}
