internal import Diagnostics

/// What is written where libyaml gave up and where it began, to tell what was probably meant.
struct FailureText {
  let source: Source
  /// Where it began.
  let context: Int
  /// Where it gave up.
  let offset: Int

  /// What is written where it gave up, for messages.
  var found: String { source.found(at: offset) }

  /// All of the line from where it began, for messages.
  var foundInContext: String { quoted(rest(from: context)) }

  var firstCharacter: String { first(1) }

  /// So many scalars, as they are written.
  func first(_ count: Int) -> String {
    onOneLine(String(rest(from: offset).unicodeScalars.prefix(count)))
  }

  private func rest(from offset: Int) -> String {
    guard offset < source.bytes.count else { return "" }
    return source.string(offset..<source.endOfLine(from: offset)).trimmed
  }

  /// What precedes the place on its line.
  private var lineBefore: String {
    source.string(min(source.startOfLine(at: offset), offset)..<offset).trimmed
  }

  /// The last line before the place's own that has something written on it.
  private var previousLine: String? {
    var next = source.startOfLine(at: offset)
    while next > source.start {
      let line = source.startOfLine(at: next - 1)
      let text = source.string(line..<next - 1).trimmed
      if !text.isEmpty { return text }
      next = line
    }
    return nil
  }
}

extension FailureText {
  /// As https://yaml.org/spec/1.2.2/#742-flow-mappings has it; longer ones need a `?`.
  private var longestKey: Int { 1_024 }

  /// For a line of a mapping that is no key with its colon.
  var adviceForKeyWithoutColon: String {
    let text = rest(from: context)
    if text.hasPrefix("-"), !text.hasPrefix("- ") { return "write a space after the \"-\"" }
    if text.unicodeScalars.count > longestKey { return "a key has at most \(longestKey) characters" }
    if text.contains("：") { return "write \": \" instead of \"：\"" }
    if text.contains(":") { return "write a space after the \":\"" }
    if text.contains("=") { return "write \": \" instead of \"=\"" }
    return "check the indentation, and the line before"
  }

  /// For a colon where a value can't have one.
  var adviceForSecondColon: String {
    let quotes = "put text that contains \": \" in quotes"
    let line = lineBefore
    if line.unicodeScalars.count > longestKey { return "a key has at most \(longestKey) characters" }
    if line.contains("“") || line.contains("”") { return "write straight quotes instead of “ and ”" }
    guard !line.contains(": "), let previous = previousLine else {
      return "\(quotes), or begin the mapping on a line of its own"
    }
    if previous.contains(": ") || previous.hasSuffix(":") {
      return "indent this line like the one before it, or \(quotes)"
    }
    return previous.contains(":")
      ? "write a space after the \":\" in the line before"
      : "check the line before, which has no \": \""
  }

  /// For something that follows a value on its line; `nil` where nothing precedes it there.
  var adviceForRestOfLine: (after: String, hint: String)? {
    switch lineBefore.unicodeScalars.last {
    case "\"": ("the closing quote", "put all of the text in quotes, and write \\\" for each quote inside")
    case "'": ("the closing quote", "put all of the text in quotes, and write '' for each quote inside")
    case "]" where firstCharacter == "]", "}" where firstCharacter == "}":
      ("\"\(firstCharacter)\"", "remove one of the two")
    case "]": ("\"]\"", "put text that begins with [ in quotes")
    case "}": ("\"}\"", "put text that begins with { in quotes")
    default: nil
    }
  }
}

extension String {
  /// Without white space at its ends.
  fileprivate var trimmed: String {
    let isSpace = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" || scalar == "\r" }
    let scalars = unicodeScalars.drop(while: isSpace)
    guard let last = scalars.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(scalars[...last])
  }
}
