import Testing

@testable import Planning
@testable import Works

/// Partitions in the server's order, and the blocks into which they fall.
@Suite struct TargetedPartitionsTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var places: [Int]
    var folded: String
    var testDescription: String { folded }
  }

  static let order = ["a", "b", "c", "d", "e", "f"]
  static let examples = [
    Example(places: [], folded: ""),
    Example(places: [2], folded: "c"),
    Example(places: [0, 1], folded: "a, b"),
    Example(places: [0, 1, 2, 3, 4, 5], folded: "a…f"),
    Example(places: [0, 2, 3, 4], folded: "a, c…e"),
    Example(places: [0, 2, 4], folded: "a, c, e"),
  ]

  @Test(arguments: examples) func foldsWhatFollowsEachOther(_ example: Example) {
    let partitions = TargetedPartitions(keys: example.places.map { Self.order[$0] }, places: example.places)
    #expect(partitions.folded() == example.folded)
    #expect(partitions.blocks.reduce(0) { $0 + $1.count } == example.places.count)
  }

  @Test func tellsHowManyAreNotSpelledOut() {
    let partitions = TargetedPartitions(keys: ["a", "c", "d", "e"], places: [0, 2, 3, 4])
    #expect(partitions.folded(limit: 1) == "a, and 3 more")
  }

  struct Crossing: Sendable {
    var first: [Int]
    var second: [Int]
    var isFirstPrimary: Bool
    var blocks: [String]
  }

  /// Dagster holds the dimension with fewer keys, and the primary one where there are as many.
  @Test(arguments: [
    Crossing(first: [0, 1, 2], second: [0], isFirstPrimary: true, blocks: ["a|a…c|a"]),
    Crossing(first: [0], second: [0, 1, 3], isFirstPrimary: true, blocks: ["a|a, a|b", "a|d"]),
    Crossing(first: [0, 2], second: [0, 1, 2], isFirstPrimary: true, blocks: ["a|a…a|c", "c|a…c|c"]),
    Crossing(first: [0, 1], second: [0, 2], isFirstPrimary: true, blocks: ["a|a", "a|c", "b|a", "b|c"]),
    Crossing(first: [0, 1], second: [0, 2], isFirstPrimary: false, blocks: ["a|a, b|a", "a|c, b|c"]),
  ])
  func cutsTwoDimensions(_ crossing: Crossing) {
    let factors = [crossing.first, crossing.second].map { places in
      TargetedPartitions(keys: places.map { Self.order[$0] }, places: places)
    }
    let partitions = TargetedPartitions(crossing: factors, isFirstPrimary: crossing.isFirstPrimary)
    #expect(partitions.count == crossing.first.count * crossing.second.count)
    #expect(partitions.blocks.map(\.text) == crossing.blocks)
  }

  @Test func keepsTheOrderOfWhatIsLeft() {
    let partitions = TargetedPartitions(keys: Self.order, places: Array(0..<6)).filter { $0 != "c" }
    #expect(partitions.keys == ["a", "b", "d", "e", "f"])
    #expect(partitions.folded() == "a, b, d…f")
  }
}
