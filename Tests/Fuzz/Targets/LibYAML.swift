internal import CLibYAML

/// What libyaml alone makes of an input, to compare with.
struct LibYAML {
  /// The scalars' texts in their order, as far as it went.
  private(set) var scalars: [[UInt8]] = []
  /// How many documents began, and how many of them ended.
  private(set) var documents = (begun: 0, ended: 0)

  init(_ bytes: [UInt8]) {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { return }
    defer { yaml_parser_delete(&parser) }
    bytes.withUnsafeBufferPointer { bytes in
      yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
      var event = yaml_event_t()
      while yaml_parser_parse(&parser, &event) == 1 {
        defer { yaml_event_delete(&event) }
        switch event.type {
        case YAML_STREAM_END_EVENT: return
        case YAML_DOCUMENT_START_EVENT: documents.begun += 1
        case YAML_DOCUMENT_END_EVENT: documents.ended += 1
        case YAML_SCALAR_EVENT:
          let scalar = event.data.scalar
          scalars.append(Array(UnsafeBufferPointer(start: scalar.value, count: scalar.length)))
        default: break
        }
      }
    }
  }
}
