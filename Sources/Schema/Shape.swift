/// What a value looks like in a document.
public indirect enum Shape: Hashable, Sendable {
  /// Text; `format` says which, such as `a day like 2024-02-01`.
  case string(format: String?)
  case integer(ClosedRange<Int>)
  case boolean
  /// One of a fixed set of words.
  case word([String])
  case list(of: Shape, minimum: Int)
  case map(of: Shape)
  case object(ObjectShape)
  /// A mapping whose single key says which of the alternatives it holds.
  case choice([FieldShape])
  /// One of a fixed set of words, or a choice.
  case wordOr([String], [FieldShape])
  /// Whatever YAML can say; somebody else's schema rules it.
  case anything
  /// The same, as far as a rule lets it be.
  case constrained(Shape, Constraint)
}

/// A mapping with known keys, in the order in which they are written.
public struct ObjectShape: Hashable, Sendable {
  public var summary: String
  public var fields: [FieldShape]
}

/// A key of a mapping.
public struct FieldShape: Hashable, Sendable {
  public var name: String
  public var summary: String
  public var isRequired: Bool
  public var shape: Shape
}

extension Shape {
  /// How errors call such a value.
  public var noun: String {
    switch self {
    case .string(let format): format ?? "text"
    case .integer(let range):
      range.upperBound == .max
        ? "a whole number of at least \(range.lowerBound)"
        : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .boolean: "true or false"
    case .word(let words): "one of \(words.joined(separator: ", "))"
    case .list: "a list"
    case .map, .object: "a mapping"
    case .choice(let cases) where cases.count == 1: "a mapping with the key \(cases[0].name)"
    case .choice(let cases): "a mapping with one of the keys \(cases.map(\.name).joined(separator: ", "))"
    case .wordOr(let words, let cases): "\(Shape.word(words).noun) or \(Shape.choice(cases).noun)"
    case .anything: "a value"
    case .constrained(let shape, _): shape.noun
    }
  }
}
