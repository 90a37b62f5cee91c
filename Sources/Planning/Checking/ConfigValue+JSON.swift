import Dagster
import ExactText
import JSONTree
import JobDSL

extension JSONValue {
  /// A run configuration as it is sent to Dagster: always an object, never a text that the server would parse.
  init(_ value: ConfigValue) {
    self =
      switch value {
      case .null: .null
      case .boolean(let value): .bool(value)
      case .integer(let value): .int(value)
      case .float(let value): .double(value)
      case .string(let value): .string(value)
      case .list(let items): .array(items.map(JSONValue.init))
      case .map(let entries):
        .object(
          Dictionary(entries.map { (ExactString($0.key), JSONValue($0.value)) }, uniquingKeysWith: { $1 })
        )
      }
  }
}
