/// The texts of all scalars of a document, one after the other, in UTF-8.
struct Arena: Sendable {
  private var bytes: [UInt8] = []

  /// Room for `capacity` bytes: address space at first, memory only as it is filled.
  init(capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  /// Adds a text, and says where it lies.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    let start = bytes.count
    bytes.append(contentsOf: text)
    return start..<bytes.count
  }

  func string(_ range: Range<Int>) -> String {
    withUTF8(range) { String(decoding: $0, as: UTF8.self) }
  }

  /// The same of a text of at most `length` bytes; of a longer one about as much as that, and `…`.
  func string(_ range: Range<Int>, upTo length: Int) -> String {
    guard range.count > length else { return string(range) }
    var end = range.lowerBound + length
    while end > range.lowerBound, bytes[end].continuesScalar { end -= 1 }
    return string(range.lowerBound..<end) + "…"
  }

  func withUTF8<R>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  func value(_ range: Range<Int>) -> ScalarValue {
    PlainScalar.value(of: bytes.span.extracting(range))
  }

  func equals(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count == right.count else { return false }
    for offset in 0..<left.count
    where bytes[left.lowerBound + offset] != bytes[right.lowerBound + offset] { return false }
    return true
  }

  func equals(_ range: Range<Int>, _ text: String) -> Bool {
    range.count == text.utf8.count && bytes[range].elementsEqual(text.utf8)
  }

  /// Seeded by the process, so that no document can be written to make its keys collide.
  func hash(_ range: Range<Int>) -> Int {
    bytes.withUnsafeBytes { bytes in
      var state = Self.seed ^ UInt64(range.count)
      var offset = range.lowerBound
      while offset + 8 <= range.upperBound {
        state = Self.mix(state ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset += 8
      }
      var rest: UInt64 = 0
      for index in offset..<range.upperBound { rest = rest << 8 | UInt64(bytes[index]) }
      return Int(truncatingIfNeeded: Self.mix(state ^ rest))
    }
  }

  private static let seed = UInt64.random(in: .min ... .max)
  private static let multiplier = UInt64.random(in: .min ... .max) | 1

  private static func mix(_ state: UInt64) -> UInt64 {
    let product = state.multipliedFullWidth(by: multiplier)
    return product.high ^ product.low
  }
}
