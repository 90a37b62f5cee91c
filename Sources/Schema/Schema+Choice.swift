package import Diagnostics
internal import ExactText
package import YAML

/// One of the things that a choice can be: the key that announces it and the schema of what follows.
public struct Alternative<Value: Sendable>: Sendable {
  let shape: FieldShape
  let decode: @Sendable (Node, inout [Diagnostic]) -> Value?
  /// `false` when the value is another alternative's.
  let encode: @Sendable (Value, inout Writer) -> Bool
  let check: @Sendable (Value, Path, inout [Issue]) -> Void

  /// - Parameters:
  ///   - embed: the enumeration's case.
  ///   - extract: its payload, or `nil` where the value is another case.
  public init<Payload>(
    _ name: String,
    _ schema: Schema<Payload>,
    _ summary: String,
    embed: @escaping @Sendable (Payload) -> Value,
    extract: @escaping @Sendable (Value) -> Payload?
  ) {
    shape = FieldShape(name: name, summary: summary, isRequired: false, shape: schema.shape)
    decode = { node, problems in schema.decoder(node, &problems).map(embed) }
    encode = { value, writer in
      guard let payload = extract(value) else { return false }
      writer.key(name)
      schema.encoder(payload, &writer)
      return true
    }
    check = { value, path, issues in
      guard let checker = schema.checker, let payload = extract(value) else { return }
      checker(payload, path[name], &issues)
    }
  }
}

extension Schema {
  /// A mapping with exactly one key, which says what its value is.
  public static func choice(_ alternatives: [Alternative<Value>]) -> Schema {
    choice(alternatives, as: .choice(alternatives.map(\.shape)))
  }

  /// The same of values that know by themselves which alternative they are: none is asked for those that it isn't.
  ///
  /// - Parameters:
  ///   - encode: writes a value's key and what follows it.
  ///   - check: adds what is wrong with a value, whose mapping is at the path.
  package static func choice(
    _ alternatives: [Alternative<Value>],
    encode: @escaping @Sendable (Value, inout Writer) -> Void,
    check: @escaping @Sendable (Value, Path, inout [Issue]) -> Void
  ) -> Schema {
    let asked = choice(alternatives)
    return Schema(
      shape: asked.shape,
      decoder: asked.decoder,
      encoder: { value, writer in
        writer.beginMapping()
        encode(value, &writer)
        writer.endMapping()
      },
      checker: check
    )
  }

  /// One of these values by its word, or a choice for the others.
  ///
  /// - Parameters:
  ///   - values: those that a word alone stands for.
  ///   - word: the word of each of them.
  public static func word(
    for values: [Value],
    _ word: @escaping @Sendable (Value) -> String,
    or alternatives: [Alternative<Value>]
  ) -> Schema where Value: Equatable {
    let words = values.map(word)
    let keys = alternatives.map(\.shape.name)
    let shape = Shape.wordOr(words, alternatives.map(\.shape))
    let choice = choice(alternatives, as: shape, besides: words)
    return Schema(
      shape: shape,
      decoder: { node, problems in
        guard node.kind == .scalar else { return choice.decoder(node, &problems) }
        if let index = node.string.flatMap(words.firstIndex(ofExactly:)) { return values[index] }
        let hint = keyHint(for: node.text, keys) ?? nearestWord(to: node.text, among: words + keys)
        problems.append(mismatch(shape.noun, at: node, hint: hint))
        return nil
      },
      encoder: { value, writer in
        if values.contains(value) { writer.string(word(value)) } else { choice.encoder(value, &writer) }
      },
      checker: choice.checker
    )
  }

  /// - Parameters:
  ///   - shape: what errors call all that may stand there.
  ///   - words: what may stand there as well.
  private static func choice(
    _ alternatives: [Alternative<Value>],
    as shape: Shape,
    besides words: [String] = []
  )
    -> Schema
  {
    // One closure that asks the next, as in an object.
    var encode: @Sendable (Value, inout Writer) -> Bool = { _, _ in false }
    for next in alternatives {
      encode = { [encode] value, writer in encode(value, &writer) || next.encode(value, &writer) }
    }
    return Schema(
      shape: shape,
      decoder: { node, problems in
        guard node.kind == .mapping, node.count == 1,
          let (key, value) = node.pairs.first(where: { _ in true })
        else {
          let found = node.kind == .mapping ? "found \(keys(of: node))" : "found \(node.found)"
          problems.append(node.diagnostic("expected \(shape.noun), \(found)"))
          return nil
        }
        if let alternative = alternatives.first(where: { $0.shape.name.isExactly(key.text) }) {
          return alternative.decode(value, &problems)
        }
        let hint =
          words.contains { $0.isExactly(key.text) }
          ? "write the word alone: `\(key.text)`"
          : nearestWord(to: key.text, among: alternatives.map(\.shape.name) + words)
        problems.append(key.diagnostic("expected \(shape.noun), found `\(onOneLine(key.text))`", hint: hint))
        return nil
      },
      encoder: { [encode] value, writer in
        writer.beginMapping()
        _ = encode(value, &writer)
        writer.endMapping()
      },
      checker: { value, path, issues in
        for alternative in alternatives { alternative.check(value, path, &issues) }
      }
    )
  }
}

/// What to do about a key without a value, or without the space after its colon.
private func keyHint(for text: String, _ keys: [String]) -> String? {
  let key = keys.first { text.isExactly($0) || text.hasPrefix("\($0):") || text.hasPrefix("\($0)=") }
  return key.map { "write `\($0): ` and what follows it" }
}

/// A mapping that should have one key has none or too many.
private func keys(of node: Node) -> String {
  guard node.count > 0 else { return "an empty mapping" }
  let shown = node.pairs.prefix(10).map { "`\(onOneLine($0.key.text))`" }.joined(separator: ", ")
  return "the keys " + shown + (node.count > 10 ? ", …" : "")
}

/// `did you mean …?`, or `nil` where nothing is near.
func nearestWord(to text: String, among words: [String]) -> String? {
  nearest(to: text, among: words).map { "did you mean `\($0)`?" }
}
