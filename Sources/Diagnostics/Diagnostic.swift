/// One thing that is wrong with a file, and where.
///
/// The wording of `message` says what was expected and what was found; `hint` says what to do, where
/// that isn't plain from the message.
public struct Diagnostic: Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable {
    case error, warning, note
  }

  public var severity: Severity
  /// As the user named it, or relative to the package; never made absolute here.
  public var file: String
  /// `nil` when the whole file is meant.
  public var position: Position?
  /// The number of columns that the value at `position` takes on its line; 1 where only its start is known.
  public var width: Int
  /// The way to the value inside the document; empty outside documents.
  public var path: Path
  public var message: String
  public var hint: String?

  public init(
    _ severity: Severity = .error,
    file: String,
    position: Position?,
    width: Int = 1,
    path: Path = .root,
    message: String,
    hint: String? = nil
  ) {
    self.severity = severity
    self.file = file
    self.position = position
    self.width = width
    self.path = path
    self.message = message
    self.hint = hint
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The form that compilers use, on one line: `file:line:column: error: path: message (hint)`.
  public var description: String {
    var text = file
    if let position { text += ":\(position.line):\(position.column)" }
    text += ": \(severity.rawValue): "
    if !path.components.isEmpty { text += "\(path): " }
    text += message
    if let hint { text += " (\(hint))" }
    return text
  }
}
