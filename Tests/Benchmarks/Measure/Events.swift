import CLibYAML

/// Runs libyaml's parser over a document that it can read.
func forEachEvent(of document: [UInt8], _ body: (inout yaml_event_t) -> Void) {
  let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  precondition(yaml_parser_initialize(parser) == 1)
  defer {
    yaml_parser_delete(parser)
    parser.deallocate()
  }
  document.withUnsafeBufferPointer { bytes in
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    var isAtEnd = false
    while !isAtEnd {
      var event = yaml_event_t()
      precondition(yaml_parser_parse(parser, &event) == 1, "libyaml can't read the document")
      isAtEnd = event.type == YAML_STREAM_END_EVENT
      body(&event)
      yaml_event_delete(&event)
    }
  }
}

/// One event without libyaml's memory, to be emitted any number of times.
enum Event {
  case streamStart, streamEnd, documentStart, documentEnd
  case mappingStart, mappingEnd, sequenceStart, sequenceEnd
  case scalar([UInt8], yaml_scalar_style_t)

  static func all(of document: [UInt8]) -> [Event] {
    var events: [Event] = []
    forEachEvent(of: document) { events.append(Event($0)) }
    return events
  }

  private init(_ event: yaml_event_t) {
    switch event.type {
    case YAML_STREAM_START_EVENT: self = .streamStart
    case YAML_STREAM_END_EVENT: self = .streamEnd
    case YAML_DOCUMENT_START_EVENT: self = .documentStart
    case YAML_DOCUMENT_END_EVENT: self = .documentEnd
    case YAML_MAPPING_START_EVENT: self = .mappingStart
    case YAML_MAPPING_END_EVENT: self = .mappingEnd
    case YAML_SEQUENCE_START_EVENT: self = .sequenceStart
    case YAML_SEQUENCE_END_EVENT: self = .sequenceEnd
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      self = .scalar(Array(UnsafeBufferPointer(start: scalar.value, count: scalar.length)), scalar.style)
    default: preconditionFailure("an event that no document of ours has")
    }
  }

  fileprivate func initialize(_ event: inout yaml_event_t) {
    switch self {
    case .streamStart: yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING)
    case .streamEnd: yaml_stream_end_event_initialize(&event)
    case .documentStart: yaml_document_start_event_initialize(&event, nil, nil, nil, 1)
    case .documentEnd: yaml_document_end_event_initialize(&event, 1)
    case .mappingStart: yaml_mapping_start_event_initialize(&event, nil, nil, 1, YAML_BLOCK_MAPPING_STYLE)
    case .mappingEnd: yaml_mapping_end_event_initialize(&event)
    case .sequenceStart: yaml_sequence_start_event_initialize(&event, nil, nil, 1, YAML_BLOCK_SEQUENCE_STYLE)
    case .sequenceEnd: yaml_sequence_end_event_initialize(&event)
    case .scalar(let text, let style):
      text.withUnsafeBufferPointer {
        _ = yaml_scalar_event_initialize(&event, nil, nil, $0.baseAddress, Int32($0.count), 1, 1, style)
      }
    }
  }
}

/// Emits one document's events into memory with libyaml alone; gives the number of bytes.
func emit(_ events: [Event]) -> Int {
  let emitter = UnsafeMutablePointer<yaml_emitter_t>.allocate(capacity: 1)
  precondition(yaml_emitter_initialize(emitter) == 1)
  let output = UnsafeMutablePointer<[UInt8]>.allocate(capacity: 1)
  output.initialize(to: [])
  defer {
    yaml_emitter_delete(emitter)
    emitter.deallocate()
    output.deinitialize(count: 1)
    output.deallocate()
  }
  yaml_emitter_set_unicode(emitter, 1)
  yaml_emitter_set_width(emitter, -1)
  yaml_emitter_set_output(
    emitter,
    { output, bytes, count in
      let bytes = UnsafeBufferPointer(start: bytes, count: count)
      output?.assumingMemoryBound(to: [UInt8].self).pointee.append(contentsOf: bytes)
      return 1
    },
    output
  )
  for event in events {
    var record = yaml_event_t()
    event.initialize(&record)
    precondition(yaml_emitter_emit(emitter, &record) == 1, "libyaml can't emit the document")
  }
  return output.pointee.count
}
