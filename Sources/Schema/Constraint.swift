/// As much of a rule as can be said of a value alone, beside the check in Swift that words it.
///
/// The reader never looks at one: JSON Schema is made of them, for editors and other validators. Each is declared where
/// its check is, and refuses nothing that the check lets through; JSONSchemaTests holds the two against each other.
public indirect enum Constraint: Hashable, Sendable {
  /// A text that a regular expression finds something in, as ECMA-262 spells them.
  ///
  /// - noun: what errors call such a text, where its schema has no word for it.
  case matches(String, noun: String? = nil)
  /// One of these texts.
  case isOneOf([String])
  case isTrue
  /// A list in which nothing stands twice.
  case isDistinct
  case hasAtMost(items: Int)
  /// Each item of a list.
  case items(Constraint)
  /// A mapping with all of these keys.
  case has([String])
  /// A mapping that has all of these keys or none.
  case hasTogether([String])
  /// What stands under a key, where a mapping has it.
  case key(String, Constraint)
  /// Each key of a mapping.
  case keys(Constraint)
  case not(Constraint)
  case all([Constraint])
  case any([Constraint])
  case exactlyOne([Constraint])
  case either(Constraint, then: Constraint, otherwise: Constraint?)

  /// A mapping with none of these keys.
  public static func hasNone(of keys: [String]) -> Constraint { .not(.any(keys.map { .has([$0]) })) }

  /// A mapping that has a key with one of these words.
  public static func says<Word: RawRepresentable>(_ key: String, _ words: [Word]) -> Constraint
  where Word.RawValue == String {
    .all([.has([key]), .key(key, .isOneOf(words.map(\.rawValue)))])
  }
}

extension Schema {
  /// The same schema, with what a rule that is checked elsewhere says of its values.
  public func constrained(_ constraint: Constraint) -> Schema {
    var copy = self
    copy.shape = .constrained(shape, constraint)
    return copy
  }

  /// The same schema with one more rule for the whole value, and what the rule says of it.
  public func checked(
    saying constraint: Constraint,
    _ rule: @escaping @Sendable (Value) -> [Issue]
  ) -> Schema {
    checked(rule).constrained(constraint)
  }
}
