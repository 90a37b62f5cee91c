/// Partitions in the server's order, with their places there, which tell which of them follow each other.
package struct TargetedPartitions: Hashable, Sendable {
  package private(set) var keys: [String]
  private var places: [Place]
  /// Whether the first of two dimensions is the one that Dagster takes for the first.
  private let isFirstPrimary: Bool
  private let isCrossed: Bool

  /// Where a key stands along the dimensions that its asset has.
  private struct Place: Hashable, Sendable {
    var first: Int32
    var second: Int32
  }

  /// Partitions that follow each other without a gap.
  package struct Block: Hashable, Sendable {
    package var first: String
    package var last: String
    package var count: Int
  }

  /// One dimension's.
  package init(keys: [String], places: [Int]) {
    self.keys = keys
    self.places = places.map { Place(first: Int32($0), second: 0) }
    (isFirstPrimary, isCrossed) = (true, false)
  }

  /// A single one.
  package init(_ key: String) { self.init(keys: [key], places: [0]) }

  /// Any keys; nothing is known of their order.
  package init(listed keys: [String]) { self.init(keys: keys, places: keys.indices.map { 2 * $0 }) }

  /// Joins the dimensions' keys with `|`, as Dagster does, which knows no more than two dimensions.
  package init(crossing factors: [TargetedPartitions], isFirstPrimary: Bool) {
    self.isFirstPrimary = isFirstPrimary
    isCrossed = factors.count > 1
    (keys, places) = (factors.first?.keys ?? [], factors.first?.places ?? [])
    for factor in factors.dropFirst() {
      let outer = Array(zip(keys, places))
      keys = outer.flatMap { first in factor.keys.map { "\(first.0)|\($0)" } }
      places = outer.flatMap { first in
        factor.places.map { Place(first: first.1.first, second: $0.first) }
      }
    }
  }

  package var count: Int { keys.count }

  /// Those whose key is wanted, in the same order.
  package func filter(_ isWanted: (String) -> Bool) -> TargetedPartitions {
    at(keys.indices.filter { isWanted(keys[$0]) })
  }

  /// So many, from the first on.
  package func prefix(_ count: Int) -> TargetedPartitions { at(Array(keys.indices.prefix(count))) }

  /// All but so many, which are the first.
  package func dropFirst(_ count: Int) -> TargetedPartitions { at(Array(keys.indices.dropFirst(count))) }

  /// - Parameter wanted: places in `keys`, ascending.
  private func at(_ wanted: [Int]) -> TargetedPartitions {
    guard wanted.count < keys.count else { return self }
    var copy = self
    copy.keys = wanted.map { keys[$0] }
    copy.places = wanted.map { places[$0] }
    return copy
  }

  /// The blocks into which Dagster cuts them: of two dimensions it holds the one with fewer keys still, and the
  /// primary one where there are as many (`DefaultPartitionsSubset.get_partition_key_ranges`).
  package var blocks: [Block] {
    guard isCrossed else { return blocks(of: keys.indices.map(\.self), along: \.first, holding: nil) }
    let holdsFirst: Bool
    let (firsts, seconds) = (Set(places.map(\.first)).count, Set(places.map(\.second)).count)
    if firsts == seconds { holdsFirst = isFirstPrimary } else { holdsFirst = firsts < seconds }
    guard !holdsFirst else { return blocks(of: Array(keys.indices), along: \.second, holding: \.first) }
    let order = keys.indices.sorted {
      (places[$0].second, places[$0].first) < (places[$1].second, places[$1].first)
    }
    return blocks(of: order, along: \.first, holding: \.second)
  }

  /// In chunks of at most so many, each cut into blocks.
  package func blocks(inChunksOf length: Int) -> Int {
    stride(from: 0, to: count, by: length).reduce(0) { sum, start in
      var chunk = self
      let range = start..<min(start + length, count)
      (chunk.keys, chunk.places) = (Array(keys[range]), Array(places[range]))
      return sum + chunk.blocks.count
    }
  }

  private func blocks(
    of order: [Int],
    along moving: KeyPath<Place, Int32>,
    holding held: KeyPath<Place, Int32>?
  ) -> [Block] {
    var blocks: [Block] = []
    var before: Place?
    for index in order {
      let place = places[index]
      if let before, before[keyPath: moving] + 1 == place[keyPath: moving],
        held.map({ before[keyPath: $0] == place[keyPath: $0] }) ?? true
      {
        blocks[blocks.count - 1].last = keys[index]
        blocks[blocks.count - 1].count += 1
      } else {
        blocks.append(Block(first: keys[index], last: keys[index], count: 1))
      }
      before = place
    }
    return blocks
  }
}
