/// Takes text past libyaml's emitter, which escapes every scalar beyond U+FFFF even where Unicode is allowed
/// (https://github.com/yaml/libyaml/issues/279).
///
/// Such a scalar goes in as two from the private use area, ten bits in each, which libyaml writes as they
/// are: U+E000 and up for the high bits, U+E400 and up for the low ones. A scalar that the text itself has
/// there goes in after U+E800, and so does that. All is undone in libyaml's output.
enum Substitution {
  /// The first byte of U+E000 to U+EFFF, whose other two hold six bits each.
  private static let lead: UInt8 = 0xEE
  private static let low = 0x400
  private static let mark = 0x800
  private static let firstBeyond = 0x10000

  /// Looks at the first bytes of scalars alone: from F0 on they begin one beyond U+FFFF.
  static func isNeeded(for text: Span<UInt8>) -> Bool {
    for index in text.indices where text[index] >= 0xF0 || text[index] == lead { return true }
    return false
  }

  static func encode(_ text: Span<UInt8>) -> [UInt8] {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.count * 2)
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte >= 0xF0, index + 3 < text.count {
        let high = Int(byte & 7) << 18 | Int(text[index + 1] & 63) << 12
        let bits = high + bits(text[index + 2], text[index + 3]) - firstBeyond
        append(bits >> 10, to: &encoded)
        append(low + (bits & 0x3FF), to: &encoded)
        index += 4
      } else {
        let isSubstitute = byte == lead && index + 2 < text.count
        if isSubstitute, bits(text[index + 1], text[index + 2]) <= mark { append(mark, to: &encoded) }
        encoded.append(byte)
        index += 1
      }
    }
    return encoded
  }

  static func decode(_ output: [UInt8]) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(output.count)
    var rest = output[...]
    while let start = rest.firstIndex(of: lead), start + 2 < rest.endIndex {
      decoded += rest[..<start]
      let first = bits(output[start + 1], output[start + 2])
      let next = start + 3
      guard first <= mark, next + 2 < rest.endIndex else {
        decoded += rest[start..<next]
        rest = rest[next...]
        continue
      }
      if first == mark {
        decoded += rest[next..<next + 3]
      } else {
        let second = bits(output[next + 1], output[next + 2]) - low
        appendBeyond(firstBeyond + (first << 10) + second, to: &decoded)
      }
      rest = rest[(next + 3)...]
    }
    return decoded + rest
  }

  private static func bits(_ second: UInt8, _ third: UInt8) -> Int {
    Int(second & 63) << 6 | Int(third & 63)
  }

  private static func append(_ bits: Int, to bytes: inout [UInt8]) {
    bytes.append(lead)
    bytes.append(0x80 | UInt8(bits >> 6))
    bytes.append(0x80 | UInt8(bits & 63))
  }

  private static func appendBeyond(_ value: Int, to bytes: inout [UInt8]) {
    bytes.append(0xF0 | UInt8(value >> 18))
    bytes.append(0x80 | UInt8(value >> 12 & 63))
    bytes.append(0x80 | UInt8(value >> 6 & 63))
    bytes.append(0x80 | UInt8(value & 63))
  }
}
