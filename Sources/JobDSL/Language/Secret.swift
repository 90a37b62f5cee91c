/// A reference to a secret: where its value will be found, never the value.
///
/// Dagster itself resolves it when the run starts, in the environment of its own code location, so that
/// the value is in no document, no log, no record and not in Dagster's stored run configuration.
public struct Secret: Hashable, Sendable {
  package let variable: String

  /// The secret that the environment variable `variable` of the Dagster code location holds.
  public init(env variable: String) { self.variable = variable }

  /// What stands in a run's configuration in the secret's place: `{env: NAME}`.
  public var reference: ConfigValue { .fields(("env", .string(variable))) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// What any text has in a secret's place, however it came there. `emit` refuses a document with it.
  package static let mark = "<secret-without-text>"

  public var description: String { Self.mark }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension DefaultStringInterpolation {
  /// Deprecated, and so a warning while the job is compiled: in place of an unavailable overload the compiler would take
  /// the standard library's for any value. What then stands in the text `emit` refuses.
  @available(
    *,
    deprecated,
    message: "a secret has no text: pass the Secret itself to the setting that takes one"
  )
  public mutating func appendInterpolation(_ secret: Secret) { appendLiteral(secret.description) }
}

@available(*, unavailable, message: "a secret is a reference, not a value: write Secret(env: \"NAME\")")
extension Secret: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(env: value) }
}
