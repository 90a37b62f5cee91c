public import Diagnostics
public import YAML

/// How a value of one type stands in a document: the single declaration that its strict decoder, its
/// encoder, its rules and its description all come from.
///
/// Schemas are built from the primitives in `Schema+Scalars.swift`, `Schema+Collections.swift`,
/// `Schema+Object.swift` and `Schema+Choice.swift`.
public struct Schema<Value: Sendable>: Sendable {
  typealias Decoder = @Sendable (Node, inout [Diagnostic]) -> Value?
  @usableFromInline typealias Encoder = @Sendable (Value, inout Writer) -> Void
  typealias Checker = @Sendable (Value, Path, inout [Issue]) -> Void

  /// What the type looks like, for people and for JSON Schema.
  public internal(set) var shape: Shape

  var decoder: Decoder
  @usableFromInline let encoder: Encoder
  /// `nil` where the type alone says everything, so that long lists cost nothing to check.
  var checker: Checker?
  /// The properties that an object's fields are of; `nil` for anything else.
  var access: PropertyAccess<Value>?

  typealias Property = (keyPath: any PartialKeyPath<Value> & Sendable, key: String)

  init(
    shape: Shape,
    decoder: @escaping Decoder,
    encoder: @escaping Encoder,
    checker: Checker? = nil
  ) {
    self.shape = shape
    self.decoder = decoder
    self.encoder = encoder
    self.checker = checker
  }

  /// The key under which an object has a property of its value.
  ///
  /// - Precondition: one of its fields is of this property.
  public func key(of property: PartialKeyPath<Value>) -> String {
    guard let found = access?.properties.first(where: { $0.keyPath == property }) else {
      preconditionFailure(
        "expected a property of which the schema of \(Value.self) has a field, found \(property)"
      )
    }
    return found.key
  }

  /// Reads a value, adding everything that is wrong with it to `problems`.
  ///
  /// - Returns: `nil` if and only if no value could be made; where a rule alone is broken the value is
  ///   returned and the problem is listed.
  public func decode(_ node: Node, problems: inout [Diagnostic]) -> Value? {
    decoder(node, &problems)
  }

  @inlinable
  public func encode(_ value: Value, into writer: inout Writer) {
    encoder(value, &writer)
  }

  /// Adds what is wrong with a value at the path.
  package func check(_ value: Value, at path: Path, into issues: inout [Issue]) {
    checker?(value, path, &issues)
  }

  /// Everything wrong with a value that the compiler could not see; `decode` reports the same at the
  /// place of the offending node.
  public func issues(in value: Value) -> [Issue] {
    var issues: [Issue] = []
    check(value, at: .root, into: &issues)
    return issues
  }
}

/// After so many problems the rest of a list or mapping is not looked at: nobody would read them, and each takes memory.
///
/// Whoever shows problems says where there are as many.
package let maximumProblems = 1_000

extension [Diagnostic] {
  /// Whether more are looked for: one too many says that there are more.
  package var hasRoom: Bool { count <= maximumProblems }
}

/// A value that its type allows and its schema does not.
public struct Issue: Hashable, Sendable {
  /// From the value that was checked to the part that is wrong.
  public var path: Path
  public var message: String
  public var hint: String?

  public init(at path: Path = .root, _ message: String, hint: String? = nil) {
    self.path = path
    self.message = message
    self.hint = hint
  }
}

extension Schema {
  /// Reports `expected …, found …` at a node of another kind or type.
  static func mismatch(_ expected: String, at node: Node, hint: String? = nil) -> Diagnostic {
    let hint = hint ?? quotingHint(for: node) ?? spacingHint(expected, for: node)
    return node.diagnostic("expected \(expected), found \(node.found)", hint: hint)
  }

  /// What to do about a text that was meant as a list or a mapping.
  private static func spacingHint(_ expected: String, for node: Node) -> String? {
    guard node.kind == .scalar, !node.isQuoted, let first = node.text.unicodeScalars.first else { return nil }
    if expected == Shape.list(of: .anything, minimum: 0).noun {
      return "-*•–—".unicodeScalars.contains(first) ? "begin each item with a \"-\" and a space" : nil
    }
    guard expected.hasPrefix("a mapping"), node.text.contains(":") || node.text.contains("=") else {
      return nil
    }
    return "write a \":\" and a space after each key"
  }

  /// What to do about a plain scalar that was meant as text.
  private static func quotingHint(for node: Node) -> String? {
    guard node.kind == .scalar, !node.isQuoted, !node.text.isEmpty else { return nil }
    if case .ambiguous(let ambiguity) = node.scalar { return ambiguity.description }
    return nil
  }
}
