/// Finds out whether a text that begins like a number, a date or a time is one, and to whom.
enum NumberScanner {
  static func value(of text: Span<UInt8>) -> ScalarValue {
    let start = text[0].isSign ? 1 : 0
    guard start < text.count else { return .string }
    if let radix = radixNotation(text, from: start) { return .ambiguous(radix) }
    if isNotFinite(text, from: start) { return .ambiguous(.notFinite) }

    let whole = text.digits(from: start)
    guard whole < text.count else { return integer(text, from: start) }
    switch text[whole] {
    case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      return float(text, from: start, point: whole)
    case UInt8(ascii: ":"):
      return isSexagesimal(text, from: whole) && whole > start ? .ambiguous(.sexagesimal) : .string
    case UInt8(ascii: "-"):
      return start == 0 && whole == 4 ? date(text) : .string
    default:
      return .string
    }
  }

  /// Digits to the end of the text.
  private static func integer(_ text: Span<UInt8>, from start: Int) -> ScalarValue {
    let hasLeadingZero = text[start] == UInt8(ascii: "0") && text.count > start + 1
    if hasLeadingZero { return .ambiguous(.leadingZero) }
    var magnitude = 0
    let isNegative = text[0] == UInt8(ascii: "-")
    var overflows = false
    for index in start..<text.count {
      guard text[index].isDigit else { return .ambiguous(.separators) }
      let (tens, tooLarge) = magnitude.multipliedReportingOverflow(by: 10)
      let digit = Int(text[index] - UInt8(ascii: "0"))
      let (sum, tooLargeToo) =
        isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      overflows = overflows || tooLarge || tooLargeToo
      magnitude = sum
    }
    if overflows { return .ambiguous(.tooLarge) }
    return text[0] == UInt8(ascii: "+") ? .ambiguous(.unusualNumber) : .integer(magnitude)
  }

  /// Digits, a point or an exponent at `point`, and more.
  private static func float(_ text: Span<UInt8>, from start: Int, point: Int) -> ScalarValue {
    let hasPoint = text[point] == UInt8(ascii: ".")
    let fraction = hasPoint ? point + 1 : point
    let fractionEnd = text.digits(from: fraction)
    guard point > start || fractionEnd > fraction else { return .string }
    var end = fractionEnd
    var hasSignedExponent = true
    if end < text.count, text[end].lowercased == UInt8(ascii: "e") {
      hasSignedExponent = end + 1 < text.count && text[end + 1].isSign
      let digits = end + (hasSignedExponent ? 2 : 1)
      end = digits
      while end < text.count, text[end].isDigit { end += 1 }
      guard end > digits else { return .string }
    }
    guard end == text.count else { return .string }

    for index in start..<text.count where text[index].isSeparator { return .ambiguous(.separators) }
    guard let value = FloatText.double(String(text)) else { return .ambiguous(.tooLarge) }
    let hasLeadingZero = text[start] == UInt8(ascii: "0") && point > start + 1
    let isCanonical =
      hasPoint && point > start && fractionEnd > fraction && hasSignedExponent && !hasLeadingZero
      && text[0] != UInt8(ascii: "+")
    return isCanonical ? .float(value) : .ambiguous(.unusualNumber)
  }

  /// `0x1F`, `0o14`, `0b101`, separators allowed as some readers do.
  private static func radixNotation(_ text: Span<UInt8>, from start: Int) -> Ambiguity? {
    guard text.count > start + 2, text[start] == UInt8(ascii: "0") else { return nil }
    let ambiguity: Ambiguity
    let highest: UInt8
    switch text[start + 1].lowercased {
    case UInt8(ascii: "x"): (ambiguity, highest) = (.hexadecimal, UInt8(ascii: "f"))
    case UInt8(ascii: "o"): (ambiguity, highest) = (.octal, UInt8(ascii: "7"))
    case UInt8(ascii: "b"): (ambiguity, highest) = (.binary, UInt8(ascii: "1"))
    default: return nil
    }
    for index in start + 2..<text.count where !text[index].isSeparator {
      guard text[index].isHexDigit, text[index].lowercased <= highest else { return nil }
    }
    return ambiguity
  }

  /// `.inf` and `.nan` in any case; the sign is before `start`.
  private static func isNotFinite(_ text: Span<UInt8>, from start: Int) -> Bool {
    guard text.count == start + 4, text[start] == UInt8(ascii: ".") else { return false }
    let word = String(text.extracting(start + 1..<start + 4)).lowercased()
    return word == "inf" || word == "nan"
  }

  /// `:30`, `:30:59.5` from `start` to the end.
  private static func isSexagesimal(_ text: Span<UInt8>, from start: Int) -> Bool {
    var index = start
    while index < text.count, text[index] == UInt8(ascii: ":") {
      let digits = index + 1
      index = text.digits(from: digits)
      guard index > digits else { return false }
    }
    if index < text.count, text[index] == UInt8(ascii: ".") { index = text.digits(from: index + 1) }
    return index == text.count
  }
}

extension NumberScanner {
  /// A year of four digits and a dash are already there.
  private static func date(_ text: Span<UInt8>) -> ScalarValue {
    guard let month = oneOrTwoDigits(text, from: 5), month < text.count, text[month] == UInt8(ascii: "-"),
      let day = oneOrTwoDigits(text, from: month + 1)
    else { return .string }
    if day == text.count { return .ambiguous(.date) }
    var time = day
    while time < text.count, text[time].separatesTime { time += 1 }
    guard time > day, let hour = oneOrTwoDigits(text, from: time), hour < text.count,
      text[hour] == UInt8(ascii: ":")
    else { return .string }
    return .ambiguous(.timestamp)
  }

  private static func oneOrTwoDigits(_ text: Span<UInt8>, from start: Int) -> Int? {
    var end = start
    while end < text.count, end < start + 2, text[end].isDigit { end += 1 }
    return end > start ? end : nil
  }
}

extension Span<UInt8> {
  /// The end of the digits at `start`; separators may follow the first.
  fileprivate func digits(from start: Int) -> Int {
    guard start < count, self[start].isDigit else { return start }
    var end = start + 1
    while end < count, self[end].isDigit || self[end].isSeparator { end += 1 }
    return end
  }
}

extension UInt8 {
  fileprivate var isSign: Bool { self == UInt8(ascii: "+") || self == UInt8(ascii: "-") }
  fileprivate var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
  /// `_` in YAML 1.1; also `,` in Ruby's Psych.
  fileprivate var isSeparator: Bool { self == UInt8(ascii: "_") || self == UInt8(ascii: ",") }
  fileprivate var isHexDigit: Bool { isDigit || lowercased &- UInt8(ascii: "a") < 6 }
  /// Of a letter; digits stay as they are.
  fileprivate var lowercased: UInt8 { self | 0x20 }
  /// A hyphen is Dagster's own: `2024-01-15-06:00` names an hour and looks like a time to people.
  fileprivate var separatesTime: Bool {
    lowercased == UInt8(ascii: "t") || self == UInt8(ascii: "-")
      || self == UInt8(ascii: " ") || self == UInt8(ascii: "\t")
  }
}
