import Diagnostics
public import YAML

/// One key of an object: its name, where its value lives in the Swift type, and what it is for.
public struct Field<Root: Sendable, Value: Sendable>: Sendable {
  let shape: FieldShape
  /// `nil` for one that stands in a part of the value.
  let property: Property?
  /// `nil` in the outer layer: no value could be made. `node` is `nil` where the key is missing.
  let decode: @Sendable (_ node: Node?, _ object: Node, inout [Diagnostic]) -> Value?
  let encode: @Sendable () -> Encoder
  /// `nil` where nothing is to be checked.
  let check: (@Sendable () -> Check)?

  /// Key paths are made where they are needed: to read a document none is, and a hundred of them take a tenth of the time of
  /// a program that reads one.
  @usableFromInline typealias Property = @Sendable () -> any KeyPath<Root, Value> & Sendable
  typealias Encoder = @Sendable (Root, inout Writer) -> Void
  typealias Check = @Sendable (Root, Path, inout [Issue]) -> Void

  /// A key that must be there.
  public static func required(
    _ name: String,
    _ property: @autoclosure @escaping @Sendable () -> any KeyPath<Root, Value> & Sendable,
    _ schema: Schema<Value>,
    _ summary: String
  ) -> Field {
    Field(
      shape: FieldShape(name: name, summary: summary, isRequired: true, shape: schema.shape),
      property: property,
      decode: { node, object, problems in
        guard let node else {
          problems.append(object.diagnostic("expected the key `\(name)`: \(summary)", hint: "add it"))
          return nil
        }
        return schema.decoder(node, &problems)
      },
      encode: { () -> Encoder in
        let read = reader(of: property())
        return { root, writer in
          writer.key(name)
          schema.encoder(read(root), &writer)
        }
      },
      check: checker(of: property, name, schema.checker)
    )
  }

  /// A key that is left out when its value is the default.
  public static func optional(
    _ name: String,
    _ property: @autoclosure @escaping @Sendable () -> any KeyPath<Root, Value> & Sendable,
    _ schema: Schema<Value>,
    default fallback: Value,
    _ summary: String
  ) -> Field where Value: Equatable {
    Field(
      shape: FieldShape(name: name, summary: summary, isRequired: false, shape: schema.shape),
      property: property,
      decode: { node, _, problems in
        guard let node else { return fallback }
        return schema.decoder(node, &problems)
      },
      encode: { () -> Encoder in
        let read = reader(of: property())
        return { root, writer in
          let value = read(root)
          guard value != fallback else { return }
          writer.key(name)
          schema.encoder(value, &writer)
        }
      },
      check: checker(
        of: property,
        name,
        schema.checker.map { checker -> Schema<Value>.Checker in
          return { value, at, issues in if value != fallback { checker(value, at, &issues) } }
        }
      )
    )
  }

  /// A key that is left out when there is no value.
  @inlinable
  public static func optional<Wrapped>(
    _ name: String,
    _ property: @autoclosure @escaping @Sendable () -> any KeyPath<Root, Value> & Sendable,
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
    _ property: @escaping Property,
    _ schema: Schema<Wrapped>,
    _ summary: String,
    write: @escaping @Sendable (Value, inout Writer) -> Void
  ) -> Field where Value == Wrapped? {
    Field(
      shape: FieldShape(name: name, summary: summary, isRequired: false, shape: schema.shape),
      property: property,
      decode: { node, _, problems in
        guard let node else { return .some(nil) }
        return schema.decoder(node, &problems).map { .some($0) }
      },
      encode: encoder(of: property, write),
      check: checker(
        of: property,
        name,
        schema.checker.map { checker -> Schema<Value>.Checker in
          return { value, at, issues in if let value { checker(value, at, &issues) } }
        }
      )
    )
  }

  /// Apart, since where a value is known to be an optional its type is looked up too.
  private static func encoder(
    of property: @escaping Property,
    _ write: @escaping @Sendable (Value, inout Writer) -> Void
  ) -> @Sendable () -> Encoder {
    return {
      let read = reader(of: property())
      return { root, writer in write(read(root), &writer) }
    }
  }

  private static func checker(
    of property: @escaping Property,
    _ name: String,
    _ checker: Schema<Value>.Checker?
  ) -> (@Sendable () -> Check)? {
    guard let checker else { return nil }
    return {
      let read = reader(of: property())
      return { root, at, issues in checker(read(root), at[name], &issues) }
    }
  }

  /// The same key where a part of another value has it, and it stands beside that value's own.
  package func of<Whole>(_ part: @escaping @Sendable (Whole) -> Root) -> Field<Whole, Value> {
    Field<Whole, Value>(
      shape: shape,
      property: nil,
      decode: decode,
      encode: {
        let encode = encode()
        return { whole, writer in encode(part(whole), &writer) }
      },
      check: check.map { make -> @Sendable () -> Field<Whole, Value>.Check in
        return {
          let check = make()
          return { whole, at, issues in check(part(whole), at, &issues) }
        }
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
