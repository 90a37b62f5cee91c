import Diagnostics
public import YAML

/// One key of an object: its name, where its value lives in the Swift type, and what it is for.
public struct Field<Root: Sendable, Value: Sendable>: Sendable {
  let shape: FieldShape
  /// `nil` for one that stands in a part of the value.
  let property: (any PartialKeyPath<Root> & Sendable)?
  /// `nil` in the outer layer: no value could be made. `node` is `nil` where the key is missing.
  let decode: @Sendable (_ node: Node?, _ object: Node, inout [Diagnostic]) -> Value?
  let encode: @Sendable (Root, inout Writer) -> Void
  let check: Check?

  typealias Check = @Sendable (Root, Path, inout [Issue]) -> Void

  /// A key that must be there.
  public static func required(
    _ name: String,
    _ property: any KeyPath<Root, Value> & Sendable,
    _ schema: Schema<Value>,
    _ summary: String
  ) -> Field {
    let read = reader(of: property)
    return Field(
      shape: FieldShape(name: name, summary: summary, isRequired: true, shape: schema.shape),
      property: property,
      decode: { node, object, problems in
        guard let node else {
          problems.append(object.diagnostic("expected the key `\(name)`: \(summary)", hint: "add it"))
          return nil
        }
        return schema.decoder(node, &problems)
      },
      encode: { root, writer in
        writer.key(name)
        schema.encoder(read(root), &writer)
      },
      check: schema.checker.map { checker -> Check in
        return { root, at, issues in checker(read(root), at[name], &issues) }
      }
    )
  }

  /// A key that is left out when its value is the default.
  public static func optional(
    _ name: String,
    _ property: any KeyPath<Root, Value> & Sendable,
    _ schema: Schema<Value>,
    default fallback: Value,
    _ summary: String
  ) -> Field where Value: Equatable {
    let read = reader(of: property)
    return Field(
      shape: FieldShape(name: name, summary: summary, isRequired: false, shape: schema.shape),
      property: property,
      decode: { node, _, problems in
        guard let node else { return fallback }
        return schema.decoder(node, &problems)
      },
      encode: { root, writer in
        let value = read(root)
        guard value != fallback else { return }
        writer.key(name)
        schema.encoder(value, &writer)
      },
      check: schema.checker.map { checker -> Check in
        return { root, at, issues in
          let value = read(root)
          if value != fallback { checker(value, at[name], &issues) }
        }
      }
    )
  }

  /// A key that is left out when there is no value.
  @inlinable
  public static func optional<Wrapped>(
    _ name: String,
    _ property: any KeyPath<Root, Value> & Sendable,
    _ schema: Schema<Wrapped>,
    _ summary: String
  ) -> Field where Value == Wrapped? {
    // Compiled where the type of the value is known: elsewhere the runtime looks up the optional's at each writing.
    optional(name, property, schema, summary) { value, writer in
      guard let value else { return }
      writer.key(name)
      schema.encode(value, into: &writer)
    }
  }

  @usableFromInline
  static func optional<Wrapped>(
    _ name: String,
    _ property: any KeyPath<Root, Value> & Sendable,
    _ schema: Schema<Wrapped>,
    _ summary: String,
    write: @escaping @Sendable (Value, inout Writer) -> Void
  ) -> Field where Value == Wrapped? {
    let read = reader(of: property)
    return Field(
      shape: FieldShape(name: name, summary: summary, isRequired: false, shape: schema.shape),
      property: property,
      decode: { node, _, problems in
        guard let node else { return .some(nil) }
        return schema.decoder(node, &problems).map { .some($0) }
      },
      encode: encoder(read, write),
      check: schema.checker.map { checker -> Check in
        return { root, at, issues in
          if let value = read(root) { checker(value, at[name], &issues) }
        }
      }
    )
  }

  /// Apart, since where a value is known to be an optional its type is looked up too.
  private static func encoder(
    _ read: @escaping @Sendable (Root) -> Value,
    _ write: @escaping @Sendable (Value, inout Writer) -> Void
  ) -> @Sendable (Root, inout Writer) -> Void {
    return { root, writer in write(read(root), &writer) }
  }

  /// The same key where a part of another value has it, and it stands beside that value's own.
  package func of<Whole>(_ part: @escaping @Sendable (Whole) -> Root) -> Field<Whole, Value> {
    Field<Whole, Value>(
      shape: shape,
      property: nil,
      decode: decode,
      encode: { whole, writer in encode(part(whole), &writer) },
      check: check.map { check -> Field<Whole, Value>.Check in
        return { whole, at, issues in check(part(whole), at, &issues) }
      }
    )
  }
}

/// What reads a property. By a key path the runtime looks up types at each reading, which takes as long as writing the
/// value does: what is stored is read from where it lies.
private func reader<Root, Value>(
  of property: any KeyPath<Root, Value> & Sendable
) -> @Sendable (Root) -> Value {
  guard let offset = MemoryLayout<Root>.offset(of: property) else { return { $0[keyPath: property] } }
  return { root in withUnsafeBytes(of: root) { $0.load(fromByteOffset: offset, as: Value.self) } }
}
