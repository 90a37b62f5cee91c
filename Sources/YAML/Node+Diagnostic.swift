public import Diagnostics

extension Node {
  /// An error at this value: its file, position, width and path, with `message` and `hint`.
  ///
  /// A key of more than 240 bytes is cut in the path: each of many problems would have a copy of it.
  public func diagnostic(_ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(
      file: document.file,
      position: position,
      width: width,
      path: document.path(to: index, keyLength: 240),
      message: message,
      hint: hint
    )
  }

  /// What kind of value this is, for messages: `a mapping`, `a sequence`, `a string`, `a boolean`, …
  public var kindDescription: String {
    switch kind {
    case .mapping: "a mapping"
    case .sequence: "a sequence"
    case .scalar: scalar.kindDescription
    }
  }

  /// What is written here, for messages: `a mapping`, `a sequence`, `nothing`, `"2024-02-30"`, `null`, `12`.
  ///
  /// A string is shown in quotes, whether it has any in the document or not; other scalars as written.
  /// A text of more than 60 scalars is cut, with `…`.
  public var found: String {
    guard kind == .scalar else { return kindDescription }
    let text = text
    switch scalar {
    case .string: return quoted(text)
    case .null where text.isEmpty: return "nothing"
    default: return text.cut(to: 60)
    }
  }
}

extension String {
  /// The first `length` scalars, and `…` where that is not all: one character may have any number of them.
  func cut(to length: Int) -> String {
    let scalars = unicodeScalars
    guard let end = scalars.index(startIndex, offsetBy: length, limitedBy: endIndex), end < endIndex else {
      return self
    }
    return String(scalars[..<end]) + "…"
  }
}

extension Unicode.Scalar {
  /// NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR: line breaks in YAML 1.1, letters in YAML 1.2.
  var breaksLines: Bool { value == 0x85 || value == 0x2028 || value == 0x2029 }
}
