/// Takes text past libyaml's emitter, which escapes every scalar beyond U+FFFF even where Unicode is allowed
/// (https://github.com/yaml/libyaml/issues/279).
///
/// Such a scalar goes in as two from the private use area, ten bits in each, which libyaml writes as they
/// are. A scalar that the text itself has from that part of the area goes in after a mark. Both are undone
/// in libyaml's output.
enum Substitution {
  private static let high: UInt32 = 0xE000
  private static let low: UInt32 = 0xE400
  private static let mark: UInt32 = 0xE800
  private static let firstBeyond: UInt32 = 0x10000

  /// Looks only at the first bytes of scalars: U+E000 to U+EFFF begin with EE, those beyond U+FFFF with F0 or more.
  static func isNeeded(for text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.contains { $0 >= 0xF0 || $0 == 0xEE }
  }

  static func encode(_ text: UnsafeBufferPointer<UInt8>) -> String {
    var encoded = String.UnicodeScalarView()
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if scalar.value >= firstBeyond {
        let bits = scalar.value - firstBeyond
        encoded.append(value: high + (bits >> 10))
        encoded.append(value: low + (bits & 0x3FF))
      } else {
        if high...mark ~= scalar.value { encoded.append(value: mark) }
        encoded.append(scalar)
      }
    }
    return String(encoded)
  }

  static func decode(_ output: [UInt8]) -> [UInt8] {
    var decoded = String.UnicodeScalarView()
    var scalars = String(decoding: output, as: UTF8.self).unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard high...mark ~= scalar.value, let second = scalars.next() else {
        decoded.append(scalar)
        continue
      }
      if scalar.value == mark {
        decoded.append(second)
      } else {
        decoded.append(value: firstBeyond + ((scalar.value - high) << 10) + (second.value - low))
      }
    }
    return Array(String(decoded).utf8)
  }
}

extension String.UnicodeScalarView {
  fileprivate mutating func append(value: UInt32) {
    append(Unicode.Scalar(value) ?? "\u{FFFD}")
  }
}
