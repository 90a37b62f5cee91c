import SeededRandom

/// Where a generated value's choices come from: the bytes of an input, so that changing one changes a choice.
package struct Choices {
  private var bytes: ArraySlice<UInt8>
  /// Where the choices go on after the last byte; `nil`: with the first of each.
  private var generator: SeededGenerator?

  /// Choices that end with the input.
  package init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  /// Choices without an end, the same for the same seed.
  package init(seed: UInt64) {
    bytes = []
    generator = SeededGenerator(seed: seed)
  }

  /// An input of `count` bytes.
  package static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var choices = Choices(seed: seed)
    return (0..<count).map { _ in UInt8(choices.number(0...255)) }
  }

  package mutating func number(_ range: ClosedRange<Int>) -> Int {
    let count = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound)) &+ 1
    let number = count == 0 ? bits(bytes: 8) : bits(bytes: count <= 256 ? 1 : 8) % count
    return range.lowerBound &+ Int(truncatingIfNeeded: number)
  }

  package mutating func element<Element>(of elements: [Element]) -> Element {
    elements[number(0...elements.count - 1)]
  }

  private mutating func bits(bytes count: Int) -> UInt64 {
    if bytes.isEmpty { return generator?.next() ?? 0 }
    defer { bytes = bytes.dropFirst(count) }
    return bytes.prefix(count).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
