/// One thing that is wrong with a run configuration, as the server found it.
public struct ConfigProblem: Hashable, Sendable {
  /// A step from the configuration's root towards the problem.
  public enum PathComponent: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  /// Where: `ops`, `purge`, `config`, `older_than_days`.
  public let path: [PathComponent]
  /// What, in the server's words.
  public let message: String
  /// `RUNTIME_TYPE_MISMATCH`, `MISSING_REQUIRED_FIELD`, `FIELD_NOT_DEFINED`, …
  public let reason: String
  /// The fields the problem names: the missing ones, or those nobody expects.
  public let fieldNames: [String]
  /// The value found, as Python writes it; nil unless its type is the problem.
  public let value: String?

  /// A problem of these parts.
  public init(
    path: [PathComponent],
    message: String,
    reason: String,
    fieldNames: [String] = [],
    value: String? = nil
  ) {
    self.path = path
    self.message = message
    self.reason = reason
    self.fieldNames = fieldNames
    self.value = value
  }

  /// The path as people write it: `ops.purge.config.tables[2]`; `the root` when it is empty.
  public var pathDescription: String {
    let text = path.reduce(into: "") { text, component in
      switch component {
      case .key(let key): text += text.isEmpty ? key : ".\(key)"
      case .index(let index): text += "[\(index)]"
      }
    }
    return text.isEmpty ? "the root" : text
  }
}
