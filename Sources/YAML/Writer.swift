public import Diagnostics

/// Writes one document as YAML: deterministically, and so that every reader reads the same.
///
/// ```swift
/// var writer = Writer()
/// writer.beginMapping()
/// writer.key("from")
/// writer.string("2024-02-01")
/// writer.endMapping()
/// let bytes = writer.finish(header: ["Generated."])  // # Generated.⏎from: "2024-02-01"⏎
/// ```
///
/// Block style, pairs and items in the order given, two spaces of indentation, lines as long as they are,
/// Unicode as it is. A string is in double quotes where any reader could take it for something else, and a
/// literal block (`|`) where it has several lines and reads back exactly.
///
/// Calls that make no document (a value without its key, a second root, an end too many) are mistakes in
/// the calling code, not in its data: they stop the process with a message.
public struct Writer: ~Copyable {
  /// What may come next inside of each collection that has begun, outermost first.
  private enum Expectation {
    case item, key, value
  }

  private var emitter = Emitter()
  private var open: [Expectation] = []
  private var hasRoot = false

  /// A writer at the start of an empty document.
  public init() {}

  /// Begins a mapping: pairs of `key(_:)` and a value follow, then `endMapping()`. Without any it is `{}`.
  public mutating func beginMapping() {
    willWriteValue()
    emitter.beginMapping()
    open.append(.key)
  }

  /// Ends the mapping that was begun last.
  public mutating func endMapping() {
    precondition(open.last == .key, "endMapping() outside of a mapping, or after a key without a value")
    open.removeLast()
    emitter.endMapping()
  }

  /// Begins a sequence: its items follow, then `endSequence()`. Without any it is `[]`.
  public mutating func beginSequence() {
    willWriteValue()
    emitter.beginSequence()
    open.append(.item)
  }

  /// Ends the sequence that was begun last.
  public mutating func endSequence() {
    precondition(open.last == .item, "endSequence() outside of a sequence")
    open.removeLast()
    emitter.endSequence()
  }

  /// Writes the key of a pair, whose value comes next. That it is new in its mapping is not checked.
  public mutating func key(_ key: String) {
    precondition(open.last == .key, "key(_:) outside of a mapping, or after a key without a value")
    open[open.count - 1] = .value
    emitter.string(key, allowsLiteral: false)
  }

  /// Writes a string, in quotes where it needs them.
  public mutating func string(_ value: String) {
    willWriteValue()
    emitter.string(value, allowsLiteral: !open.isEmpty)
  }

  /// Writes an integer, in decimal.
  public mutating func integer(_ value: Int) {
    writePlain(value.description)
  }

  /// Writes a float that reads back as the same one, always with a point: `1.0`, `1.0e+20`.
  ///
  /// `.inf`, `-.inf` and `.nan` are written so, and refused when read by whoever expects a number.
  public mutating func float(_ value: Double) {
    writePlain(FloatText(value).text)
  }

  /// Writes `true` or `false`.
  public mutating func boolean(_ value: Bool) {
    writePlain(value ? "true" : "false")
  }

  /// Writes `null`.
  public mutating func null() {
    writePlain("null")
  }

  /// Ends the document and gives its bytes, with a line feed at the end.
  ///
  /// - Parameters:
  ///   - header: each line is written before the document as a comment.
  ///   - comments: each is written at the end of the line on which the value at its path begins; one whose
  ///     path leads nowhere is left out.
  public consuming func finish(header: [String] = [], comments: [Path: String] = [:]) -> [UInt8] {
    precondition(open.isEmpty, "finish() before the end of every collection")
    precondition(hasRoot, "finish() without a value")
    let bytes = emitter.finish()
    return Comments.lines(header) + (comments.isEmpty ? bytes : Comments.adding(comments, to: bytes))
  }

  private mutating func writePlain(_ text: String) {
    willWriteValue()
    emitter.plain(text)
  }

  private mutating func willWriteValue() {
    switch open.last {
    case .item: break
    case .value: open[open.count - 1] = .key
    case .key: preconditionFailure("a value without a key")
    case nil:
      precondition(!hasRoot, "a second root")
      hasRoot = true
    }
  }
}
