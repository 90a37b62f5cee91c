internal import ExactText

extension PartitionStatuses {
  /// Spells the statuses out as keys.
  ///
  /// - Parameter dimensions: the asset's keys, as `partitionKeysByDimension(of:)` gives them: one
  ///   dimension, or the two of a multi-partitioned asset. Ranges are read in their order; a range
  ///   whose ends are not among the keys (the definition has changed since) is left out.
  public func keys(in dimensions: [DimensionKeys]) -> StatusKeys {
    switch self {
    case .keys(let keys): keys
    case .ranges(let ranges): Self.spell(ranges, in: KeyOrder(dimensions.first?.keys ?? []))
    case .multi(let primary, let blocks): Self.spell(blocks, primary: primary, in: dimensions)
    }
  }

  private static func spell(_ ranges: [StatusRange], in order: KeyOrder) -> StatusKeys {
    ranges.reduce(into: StatusKeys()) { $0.insert(order.keys(in: $1.range), as: $1.status) }
  }

  private static func spell(_ blocks: [Block], primary: String, in dimensions: [DimensionKeys]) -> StatusKeys
  {
    let primaryOrder = KeyOrder(dimensions.first { $0.name.isExactly(primary) }?.keys ?? [])
    let other = dimensions.first { !$0.name.isExactly(primary) }
    let secondaryOrder = KeyOrder(other?.keys ?? [])
    let primaryFirst = primary.precedesExactly(other?.name ?? "")
    var result = StatusKeys()
    for block in blocks {
      let inner = block.secondary.keys(in: secondaryOrder)
      for outerKey in primaryOrder.keys(in: block.primary) {
        let join = { (key: ExactString) in
          ExactString(primaryFirst ? "\(outerKey)|\(key)" : "\(key)|\(outerKey)")
        }
        result.materialized.formUnion(inner.materialized.map(join))
        result.failed.formUnion(inner.failed.map(join))
        result.materializing.formUnion(inner.materializing.map(join))
      }
    }
    return result
  }
}

extension PartitionStatuses.Secondary {
  fileprivate func keys(in order: KeyOrder) -> StatusKeys {
    switch self {
    case .keys(let keys): keys
    case .ranges(let ranges):
      ranges.reduce(into: StatusKeys()) { $0.insert(order.keys(in: $1.range), as: $1.status) }
    }
  }
}

/// Keys with their places, to cut ranges out of them.
package struct KeyOrder {
  private let keys: [String]
  private let places: [ExactString: Int]

  package init(_ keys: [String]) {
    self.keys = keys
    places = Dictionary(
      zip(keys.lazy.map(ExactString.init), keys.indices),
      uniquingKeysWith: { first, _ in first }
    )
  }

  package func keys(in range: PartitionKeyRange) -> ArraySlice<String> {
    guard let first = places[range.first], let last = places[range.last], first <= last else { return [] }
    return keys[first...last]
  }
}
