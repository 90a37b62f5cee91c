import YAML

/// A value to be written as YAML, for the files whose form is Kubernetes' own.
indirect enum YAMLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, Sendable
{
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case list([YAMLValue])
  case map([(String, YAMLValue)])

  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(booleanLiteral value: Bool) { self = .boolean(value) }
  init(arrayLiteral items: YAMLValue...) { self = .list(items) }
  init(dictionaryLiteral entries: (String, YAMLValue)...) { self = .map(entries) }

  func encoded(header: [String]) -> [UInt8] {
    var writer = Writer()
    write(to: &writer)
    return writer.finish(header: header)
  }

  private func write(to writer: inout Writer) {
    switch self {
    case .string(let value): writer.string(value)
    case .integer(let value): writer.integer(value)
    case .boolean(let value): writer.boolean(value)
    case .list(let items):
      writer.beginSequence()
      for item in items { item.write(to: &writer) }
      writer.endSequence()
    case .map(let entries):
      writer.beginMapping()
      for (key, value) in entries {
        writer.key(key)
        value.write(to: &writer)
      }
      writer.endMapping()
    }
  }
}
