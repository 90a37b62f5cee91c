internal import CLibYAML

/// libyaml's emitter, writing into memory: the only place that knows its calls.
struct Emitter: ~Copyable {
  private let emitter: UnsafeMutablePointer<yaml_emitter_t>
  /// Where libyaml's output goes.
  private let output: UnsafeMutablePointer<[UInt8]>
  private var substitutes = false

  init() {
    output = .allocate(capacity: 1)
    output.initialize(to: [])
    emitter = .allocate(capacity: 1)
    Self.check(yaml_emitter_initialize(emitter))
    yaml_emitter_set_encoding(emitter, YAML_UTF8_ENCODING)
    yaml_emitter_set_unicode(emitter, 1)
    yaml_emitter_set_width(emitter, -1)
    yaml_emitter_set_indent(emitter, 2)
    yaml_emitter_set_break(emitter, YAML_LN_BREAK)
    yaml_emitter_set_output(emitter, { Emitter.append($1, count: $2, to: $0) }, output)
    emit { yaml_stream_start_event_initialize($0, YAML_UTF8_ENCODING) }
    emit { yaml_document_start_event_initialize($0, nil, nil, nil, 1) }
  }

  deinit {
    yaml_emitter_delete(emitter)
    emitter.deallocate()
    output.deinitialize(count: 1)
    output.deallocate()
  }

  func beginMapping() {
    emit { yaml_mapping_start_event_initialize($0, nil, nil, 1, YAML_BLOCK_MAPPING_STYLE) }
  }

  func endMapping() {
    emit { yaml_mapping_end_event_initialize($0) }
  }

  func beginSequence() {
    emit { yaml_sequence_start_event_initialize($0, nil, nil, 1, YAML_BLOCK_SEQUENCE_STYLE) }
  }

  func endSequence() {
    emit { yaml_sequence_end_event_initialize($0) }
  }

  /// A text that is known to be safe as it is: a number, `true`, `null`.
  func plain(_ text: String) {
    var text = text
    text.withUTF8 { scalar($0, YAML_PLAIN_SCALAR_STYLE) }
  }

  mutating func string(_ value: String, allowsLiteral: Bool) {
    let isWritten: Void? = value.utf8.withContiguousStorageIfAvailable {
      string($0, allowsLiteral: allowsLiteral)
    }
    if isWritten != nil { return }
    var copy = value
    copy.withUTF8 { string($0, allowsLiteral: allowsLiteral) }
  }

  private mutating func string(_ text: UnsafeBufferPointer<UInt8>, allowsLiteral: Bool) {
    let style = ScalarStyle(for: text.span, allowsLiteral: allowsLiteral)
    if style.mayNeedSubstitution, Substitution.isNeeded(for: text.span) {
      substitutes = true
      Substitution.encode(text.span).withUnsafeBufferPointer { scalar($0, style.libyaml) }
    } else {
      scalar(text, style.libyaml)
    }
  }

  /// Ends the document and gives what was written.
  consuming func finish() -> [UInt8] {
    emit { yaml_document_end_event_initialize($0, 1) }
    emit { yaml_stream_end_event_initialize($0) }
    Self.check(yaml_emitter_flush(emitter))
    return substitutes ? Substitution.decode(output.pointee) : output.pointee
  }

  private func scalar(_ text: UnsafeBufferPointer<UInt8>, _ style: yaml_scalar_style_t) {
    let count = Int32(text.count)
    emit { yaml_scalar_event_initialize($0, nil, nil, text.baseAddress, count, 1, 1, style) }
  }

  private func emit(_ initialize: (UnsafeMutablePointer<yaml_event_t>) -> Int32) {
    var event = yaml_event_t()
    Self.check(initialize(&event))
    Self.check(yaml_emitter_emit(emitter, &event))
  }

  private static func append(
    _ bytes: UnsafePointer<UInt8>?,
    count: Int,
    to output: UnsafeMutableRawPointer?
  ) -> Int32 {
    guard let output else { return 0 }
    let bytes = UnsafeBufferPointer(start: bytes, count: count)
    output.assumingMemoryBound(to: [UInt8].self).pointee.append(contentsOf: bytes)
    return 1
  }

  /// libyaml fails where memory is out or its events make no document: `Writer` sees to it that they do.
  private static func check(_ result: Int32) {
    precondition(result == 1, "libyaml could not write a document")
  }
}

extension ScalarStyle {
  fileprivate var libyaml: yaml_scalar_style_t {
    switch self.form {
    case .plain: YAML_PLAIN_SCALAR_STYLE
    case .doubleQuoted: YAML_DOUBLE_QUOTED_SCALAR_STYLE
    case .literal: YAML_LITERAL_SCALAR_STYLE
    }
  }
}
