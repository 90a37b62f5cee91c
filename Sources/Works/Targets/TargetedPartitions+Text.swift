extension TargetedPartitions {
  /// In ranges, as far as they follow each other: `2024-02-01…2024-02-15, 2024-02-20`.
  ///
  /// - Parameter limit: how many ranges are spelled out; of the others the number of partitions is told.
  package func folded(limit: Int = .max) -> String {
    let blocks = blocks
    var parts = blocks.prefix(limit).map(\.text)
    let rest = blocks.dropFirst(limit).reduce(0) { $0 + $1.count }
    if rest > 0 { parts.append("and \(rest) more") }
    return parts.joined(separator: ", ")
  }
}

extension TargetedPartitions.Block {
  package var text: String { count == 1 ? first : count == 2 ? "\(first), \(last)" : "\(first)…\(last)" }
}
