internal import Diagnostics

/// Why a plain scalar cannot be taken for what it seems to be.
///
/// The notations are those of https://yaml.org/type/ (YAML 1.1), of the schemas in chapter 10 of
/// https://yaml.org/spec/1.2.2/, and what widely used readers add to them.
public enum Ambiguity: Hashable, Sendable {
  /// `yes`, `no`, `on`, `off`, `y`, `n`; also `tRUE`. Which boolean they are to those that say so.
  case boolean(Bool)
  /// `nULL`: null to readers that ignore case.
  case null
  /// `2024-02-01`: a date in YAML 1.1, a string in YAML 1.2.
  case date
  /// `2024-02-01 10:00:00`, `2024-02-01T10:00:00Z`.
  case timestamp
  /// `1_000`, `1,000`.
  case separators
  /// `0o14`: an octal number in YAML 1.2; `014`: octal in YAML 1.1, decimal in YAML 1.2; `08` likewise.
  case octal, leadingZero
  /// `0x1F`, `0b101`.
  case hexadecimal, binary
  /// `1:30`: the number 90 in YAML 1.1.
  case sexagesimal
  /// `.inf`, `-.Inf`, `.nan`.
  case notFinite
  /// `+1`, `.5`, `1.`, `1e3`: numbers to some readers only.
  case unusualNumber
  /// An integer beyond 64 bits, or a float beyond the largest.
  case tooLarge
  /// `<<`, which merges mappings in YAML 1.1.
  case merge
  /// `=`, the default value of a mapping in YAML 1.1.
  case defaultValue
}

extension Ambiguity: CustomStringConvertible {
  /// What it is to which reader, to follow "found `text`, ": such as `a boolean in YAML 1.1`.
  public var description: String {
    switch self {
    case .boolean: "a boolean in YAML 1.1"
    case .null: "null to some readers"
    case .date: "a date in YAML 1.1"
    case .timestamp: "a timestamp in YAML 1.1"
    case .separators: "a number with separators in YAML 1.1"
    case .octal: "an octal number in YAML 1.2"
    case .leadingZero: "an octal number in YAML 1.1"
    case .hexadecimal: "a hexadecimal number"
    case .binary: "a binary number in YAML 1.1"
    case .sexagesimal: "a number to base 60 in YAML 1.1"
    case .notFinite: "a float that is not a number or not finite"
    case .unusualNumber: "a number to some readers"
    case .tooLarge: "a number beyond 64 bits"
    case .merge: "a merge key in YAML 1.1"
    case .defaultValue: "a default value in YAML 1.1"
    }
  }

  /// What to write instead of `text`: `write true or "yes"`.
  public func hint(for text: String) -> String {
    guard let other = replacement(for: text) else { return "write \(quoted(text))" }
    return "write \(other) or \(quoted(text))"
  }

  /// The value that was probably meant, in the notation that all readers share.
  private func replacement(for text: String) -> String? {
    switch self {
    case .boolean(let value): "\(value)"
    case .null: "null"
    case .separators: Int(text.filter { $0 != "_" && $0 != "," }).map { "\($0)" }
    case .leadingZero: Int(text).map { "\($0)" }
    case .octal, .hexadecimal, .binary: Self.integer(withPrefix: text).map { "\($0)" }
    case .unusualNumber: Int(text).map { "\($0)" } ?? FloatText.double(text).map(FloatText.init)?.text
    default: nil
    }
  }

  private static func integer(withPrefix text: String) -> Int? {
    let negative = text.hasPrefix("-")
    let digits = text.drop { $0 == "-" || $0 == "+" }
    let radix: Int
    switch digits.dropFirst().first {
    case "x", "X": radix = 16
    case "o", "O": radix = 8
    default: radix = 2
    }
    return Int(digits.dropFirst(2).filter { $0 != "_" && $0 != "," }, radix: radix).map {
      negative ? -$0 : $0
    }
  }
}
