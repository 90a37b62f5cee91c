public import Diagnostics
public import YAML

extension Schema {
  /// The schema of another type that stands for this one in documents.
  public static func converted<Form>(
    _ form: Schema<Form>,
    from value: @escaping @Sendable (Form) -> Value,
    to make: @escaping @Sendable (Value) -> Form
  ) -> Schema {
    Schema(
      shape: form.shape,
      decoder: { node, problems in form.decoder(node, &problems).map(value) },
      encoder: { form.encoder(make($0), &$1) },
      checker: form.checker.map { checker -> Checker in
        return { value, path, issues in checker(make(value), path, &issues) }
      }
    )
  }

  /// A value that is read and written by hand.
  ///
  /// - Parameters:
  ///   - shape: what it looks like, as far as a shape can say it.
  ///   - check: what `decode` would refuse in the text that `encode` writes.
  public static func custom(
    _ shape: Shape,
    decode: @escaping @Sendable (Node, inout [Diagnostic]) -> Value?,
    encode: @escaping @Sendable (Value, inout Writer) -> Void,
    check: @escaping @Sendable (Value) -> [Issue]
  ) -> Schema {
    Schema(
      shape: shape,
      decoder: decode,
      encoder: encode,
      checker: { value, path, issues in
        issues += check(value).map { issue in
          Issue(at: Path(path.components + issue.path.components), issue.message, hint: issue.hint)
        }
      }
    )
  }
}
