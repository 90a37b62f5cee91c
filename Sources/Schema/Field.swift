import Diagnostics
import YAML

/// One key of an object: its name, where its value lives in the Swift type, and what it is for.
public struct Field<Root: Sendable, Value: Sendable>: Sendable {
  let shape: FieldShape
  /// `nil` in the outer layer: no value could be made. `node` is `nil` where the key is missing.
  let decode: @Sendable (_ node: Node?, _ object: Node, inout [Diagnostic]) -> Value?
  let encode: @Sendable (Root, inout Writer) -> Void
  let check: Check?

  typealias Check = @Sendable (Root, Path, inout [Issue]) -> Void

  /// A key that must be there.
  public static func required(
    _ name: String,
    _ read: @escaping @Sendable (Root) -> Value,
    _ schema: Schema<Value>,
    _ summary: String
  ) -> Field {
    Field(
      shape: FieldShape(name: name, summary: summary, isRequired: true, shape: schema.shape),
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
    _ read: @escaping @Sendable (Root) -> Value,
    _ schema: Schema<Value>,
    default fallback: Value,
    _ summary: String
  ) -> Field where Value: Equatable {
    Field(
      shape: FieldShape(name: name, summary: summary, isRequired: false, shape: schema.shape),
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
  public static func optional<Wrapped>(
    _ name: String,
    _ read: @escaping @Sendable (Root) -> Value,
    _ schema: Schema<Wrapped>,
    _ summary: String
  ) -> Field where Value == Wrapped? {
    Field(
      shape: FieldShape(name: name, summary: summary, isRequired: false, shape: schema.shape),
      decode: { node, _, problems in
        guard let node else { return .some(nil) }
        return schema.decoder(node, &problems).map { .some($0) }
      },
      encode: { root, writer in
        guard let value = read(root) else { return }
        writer.key(name)
        schema.encoder(value, &writer)
      },
      check: schema.checker.map { checker -> Check in
        return { root, at, issues in
          if let value = read(root) { checker(value, at[name], &issues) }
        }
      }
    )
  }
}
