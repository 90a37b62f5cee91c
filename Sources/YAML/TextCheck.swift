internal import Diagnostics

/// Finds out whether bytes are text that every reader of YAML reads alike, before libyaml sees them.
///
/// Line ends are a line feed, or a carriage return and a line feed: then lines are counted as editors do.
struct TextCheck {
  private let bytes: [UInt8]
  private(set) var start = 0
  private(set) var isASCII = true
  private var line = 1
  private var lineStart = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    lineStart = start
  }

  /// Whether the bytes are such text; the first thing wrong on each line goes to `problems`.
  mutating func run(problems: inout ProblemList) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let message = "expected UTF-8, found UTF-16"
      problems.add(at: Position(line: 1, column: 1), message, hint: "save the file as UTF-8")
      return false
    }
    var isText = true
    var lastLine = 0
    var offset = start
    while let (found, next) = nextFault(from: offset) {
      isText = false
      offset = next
      if line > lastLine { report(found, problems: &problems) }
      lastLine = line
      if case .notUTF8 = found.fault { return false }
    }
    return isText
  }

  private enum Fault {
    case notUTF8(UInt8)
    case loneCarriageReturn
    case refused(Unicode.Scalar)
  }

  /// Moves on to the next fault; gives it with its offset, and where to go on.
  private mutating func nextFault(from start: Int) -> ((fault: Fault, offset: Int), next: Int)? {
    let bytes = bytes
    let span = bytes.span
    var offset = start
    while true {
      // Nearly all of a document: loops of their own, eight bytes at once, have nothing else to look at.
      while offset + 8 <= span.count, span.word(at: offset).isPrintableASCII { offset += 8 }
      while offset < span.count, span[offset].isPrintableASCII { offset += 1 }
      guard offset < span.count else { return nil }
      let byte = span[offset]
      if byte == UInt8(ascii: "\n") {
        offset += 1
        line += 1
        lineStart = offset
      } else if byte == UInt8(ascii: "\t") {
        offset += 1
      } else if byte == UInt8(ascii: "\r") {
        let next = offset + 1
        guard next < span.count, span[next] == UInt8(ascii: "\n") else {
          return ((.loneCarriageReturn, offset), next)
        }
        offset = next
      } else {
        isASCII = isASCII && byte < 0x80
        guard let (scalar, width) = Self.scalar(in: span, at: offset) else {
          return ((.notUTF8(byte), offset), offset)
        }
        if scalar.isRefused { return ((.refused(scalar), offset), offset + width) }
        offset += width
      }
    }
  }

  /// Strictly: nothing overlong, no surrogates, nothing beyond U+10FFFF.
  private static func scalar(in span: Span<UInt8>, at offset: Int) -> (Unicode.Scalar, width: Int)? {
    let first = span[offset]
    let width: Int
    var value: UInt32
    switch first {
    case 0..<0x80: (width, value) = (1, UInt32(first))
    case 0xC2..<0xE0: (width, value) = (2, UInt32(first & 0x1F))
    case 0xE0..<0xF0: (width, value) = (3, UInt32(first & 0x0F))
    case 0xF0..<0xF5: (width, value) = (4, UInt32(first & 0x07))
    default: return nil
    }
    guard offset + width <= span.count else { return nil }
    for index in offset + 1..<offset + width {
      guard span[index].continuesScalar else { return nil }
      value = value << 6 | UInt32(span[index] & 0x3F)
    }
    let isShortest = width < 3 || value >= (width == 3 ? 0x800 : 0x10000)
    guard isShortest, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, width)
  }

  private func report(_ found: (fault: Fault, offset: Int), problems: inout ProblemList) {
    let column = bytes[lineStart..<found.offset].reduce(1) { $0 + ($1.continuesScalar ? 0 : 1) }
    let position = Position(line: line, column: column)
    switch found.fault {
    case .notUTF8(let byte):
      let message = "expected UTF-8, found the byte 0x\(byte.hexadecimal)"
      problems.add(at: position, message, hint: "save the file as UTF-8")
    case .loneCarriageReturn:
      let message = "expected a line feed after the carriage return"
      problems.add(at: position, message, hint: "write it as \\r in double quotes, or remove it")
    case .refused(let scalar):
      problems.add(
        at: position,
        "expected text, found \(scalar.nameInMessage)",
        hint: "write it as \(scalar.escape) in double quotes, or remove it"
      )
    }
  }
}

extension Unicode.Scalar {
  /// Control characters, byte order marks and non-characters, and what only YAML 1.1 breaks lines at.
  var isRefused: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  fileprivate var nameInMessage: String {
    let name = codePoint
    if breaksLines { return "\(name), a line break in YAML 1.1 only" }
    if value == 0xFEFF { return "\(name), a byte order mark, inside of the text" }
    return value < 0xA0 ? "the control character \(name)" : "\(name), which is no character"
  }

  /// As YAML writes it in double quotes.
  fileprivate var escape: String {
    switch value {
    case 0: "\\0"
    case 0x85: "\\N"
    case 0x2028: "\\L"
    case 0x2029: "\\P"
    case 0..<0x100: "\\x\(UInt8(value).hexadecimal)"
    default: "\\u\(String(value, radix: 16, uppercase: true))"
    }
  }
}

extension UInt8 {
  /// Two digits, upper case.
  fileprivate var hexadecimal: String {
    let digits = String(self, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}

extension UInt8 {
  fileprivate var isPrintableASCII: Bool { self &- 0x20 < 0x5F }
}

extension Span<UInt8> {
  /// Eight bytes, the first of them at `offset`; all of them have to be there.
  fileprivate func word(at offset: Int) -> UInt64 {
    bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }
}

extension UInt64 {
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// Whether each of the eight bytes is. Taking 0x20 away borrows at the lowest byte below that, adding 1 carries
  /// into the high bit of a 0x7F, and what is beyond has that bit; a borrow or carry can only come from such a byte.
  fileprivate var isPrintableASCII: Bool {
    (self | (self &- Self.ones &* 0x20) | (self &+ Self.ones)) & (Self.ones &* 0x80) == 0
  }
}
