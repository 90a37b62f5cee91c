internal import CLibYAML
internal import Diagnostics

/// Runs libyaml's parser over a source: the only place that knows its events.
enum EventLoop {
  static func run(over source: Source, into builder: inout TreeBuilder) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else {
      return builder.abandon(at: Position(line: 1, column: 1), "out of memory")
    }
    defer { yaml_parser_delete(parser) }
    source.bytes.withUnsafeBufferPointer { bytes in
      let text = bytes[source.start...]
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(parser, UnsafeBufferPointer(rebasing: text).baseAddress, text.count)
      let lines = Lines(of: source)
      let event = UnsafeMutablePointer<yaml_event_t>.allocate(capacity: 1)
      defer { event.deallocate() }
      var isAtEnd = false
      while !isAtEnd, !builder.isAbandoned {
        guard yaml_parser_parse(parser, event) == 1 else {
          return builder.abandon(Failure(of: parser.pointee, lines))
        }
        isAtEnd = builder.take(event, lines)
        yaml_event_delete(event)
      }
    }
  }
}

/// Turns libyaml's marks, counted from 0 and from where it began to read, into ours.
private struct Lines {
  private let skipped: Int
  /// Where the text ends without a line break: libyaml takes that for the start of one more line.
  private let end: Position?

  init(of source: Source) {
    skipped = source.skippedLines
    end = source.endOfUnfinishedLine
  }

  func mark(_ mark: yaml_mark_t) -> Mark {
    let line = mark.line + skipped + 1
    if let end, line > end.line { return Mark(index: mark.index, line: end.line, column: end.column) }
    return Mark(index: mark.index, line: line, column: mark.column + 1)
  }
}

extension Source {
  /// `nil` where the text ends with a line break.
  fileprivate var endOfUnfinishedLine: Position? {
    let text = bytes[start...]
    guard let last = text.last, last != UInt8(ascii: "\n") else { return nil }
    let line = startOfLine(at: bytes.count)
    let lines = text[..<line].reduce(skippedLines) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    return Position(line: lines + 1, column: columns(line..<bytes.count) + 1)
  }
}

extension TreeBuilder {
  /// Whether the document has ended.
  fileprivate mutating func take(_ event: UnsafePointer<yaml_event_t>, _ lines: Lines) -> Bool {
    let start = lines.mark(event.pointee.start_mark)
    switch event.pointee.type {
    case YAML_SCALAR_EVENT:
      takeScalar(event, from: start, to: lines.mark(event.pointee.end_mark))
    case YAML_MAPPING_START_EVENT:
      let mapping = event.pointee.data.mapping_start
      refuse(anchor: mapping.anchor, tag: mapping.tag, at: start)
      begin(.mapping, isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE, from: start)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.pointee.data.sequence_start
      refuse(anchor: sequence.anchor, tag: sequence.tag, at: start)
      begin(.sequence, isFlow: sequence.style == YAML_FLOW_SEQUENCE_STYLE, from: start)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
      end(at: lines.mark(event.pointee.end_mark))
    case YAML_ALIAS_EVENT:
      takeAlias(event, from: start, to: lines.mark(event.pointee.end_mark))
    case YAML_DOCUMENT_END_EVENT:
      let isExplicit = event.pointee.data.document_end.implicit == 0
      endDocument(at: lines.mark(event.pointee.end_mark), isExplicit: isExplicit)
    case YAML_STREAM_END_EVENT:
      refuseEmpty()
    default:
      break
    }
    return event.pointee.type == YAML_DOCUMENT_END_EVENT || event.pointee.type == YAML_STREAM_END_EVENT
  }

  private mutating func takeScalar(_ event: UnsafePointer<yaml_event_t>, from start: Mark, to end: Mark) {
    let scalar = event.pointee.data.scalar
    let style: Record.Style =
      switch scalar.style {
      case YAML_PLAIN_SCALAR_STYLE: .plain
      case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
      default: .quoted
      }
    let text = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    refuse(anchor: scalar.anchor, tag: scalar.tag, at: start)
    self.scalar(text, style: style, from: start, to: end)
  }

  private mutating func takeAlias(_ event: UnsafePointer<yaml_event_t>, from start: Mark, to end: Mark) {
    guard let anchor = event.pointee.data.alias.anchor else { return }
    var name = "*" + String(cString: anchor)
    refuseAlias(name, from: start, to: end)
    name.withUTF8 { scalar($0, style: .plain, from: start, to: end) }
  }

  private mutating func refuse(
    anchor: UnsafePointer<yaml_char_t>?,
    tag: UnsafePointer<yaml_char_t>?,
    at start: Mark
  ) {
    guard anchor != nil || tag != nil else { return }
    refuse(
      anchor: anchor.map { "&" + String(cString: $0) },
      tag: tag.map { String(cString: $0) },
      at: start
    )
  }
}

extension Failure {
  fileprivate init(of parser: yaml_parser_t, _ lines: Lines) {
    problem = parser.problem.map { String(cString: $0) } ?? "out of memory"
    context = parser.context.map { String(cString: $0) }
    mark = lines.mark(parser.problem_mark)
    contextMark = lines.mark(parser.context_mark)
  }
}
