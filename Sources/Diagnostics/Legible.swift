/// Text as everything that people read goes out: to a terminal, to a pipeline's log, to a termination message.
///
/// Names, reasons and error messages come from documents, Dagster and Kubernetes, and whoever wrote them must not be able to
/// move a terminal's cursor, turn a line around, or give a command to the server that keeps the log: GitHub takes lines that
/// begin with `::`, and `##[` anywhere, for commands
/// (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands).
///
/// - Parameters:
///   - keepsColors: whether red, yellow and their end are kept, as they are what this project itself writes.
///   - lineLimit: how many scalars of a line are shown before `…`.
/// - Returns: the text with what is hidden as `\u{…}`; line feeds and tabs stay.
public func legible(_ text: String, keepsColors: Bool = false, lineLimit: Int = 8_192) -> String {
  guard text.utf8.count > lineLimit || text.needsLegibility else { return text }
  return text.split(separator: "\n" as Unicode.Scalar).map { line in
    legibleLine(line, keepsColors: keepsColors, limit: lineLimit)
  }.joined(separator: "\n")
}

/// JSON as it goes out: what is hidden stands in it only within strings, where an escape means the same.
///
/// - Parameter json: JSON in any layout; its line feeds stay.
public func legibleJSON(_ json: String) -> String {
  guard json.unicodeScalars.contains(where: { $0.isHidden && $0 != "\n" }) else { return json }
  var result = String.UnicodeScalarView()
  for scalar in json.unicodeScalars {
    guard scalar.isHidden, scalar != "\n" else {
      result.append(scalar)
      continue
    }
    for unit in String(scalar).utf16 {
      let digits = String(unit, radix: 16)
      result += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars
    }
  }
  return String(result)
}

private let colors = ["\u{1B}[31m", "\u{1B}[33m", "\u{1B}[0m"].map { Array($0.unicodeScalars) }

private func legibleLine(_ line: Substring, keepsColors: Bool, limit: Int) -> String {
  let scalars = Array(line.unicodeScalars)
  var shown = String.UnicodeScalarView()
  var isAtStart = true
  var index = 0
  while index < scalars.count {
    guard index < limit else { return String(shown) + "…" }
    let scalar = scalars[index]
    let rest = scalars[index...]
    if keepsColors, let color = colors.first(where: { rest.starts(with: $0) }) {
      shown += color
      index += color.count
      continue
    }
    let isCommand = isAtStart ? rest.starts(with: [":", ":"]) : false
    if isCommand || rest.starts(with: ["#", "#", "["]) || (scalar.isHidden && scalar != "\t") {
      shown += scalar.escaped.unicodeScalars
    } else {
      shown.append(scalar)
    }
    isAtStart = isAtStart && (scalar == " " || scalar == "\t")
    index += 1
  }
  return String(shown)
}

extension String {
  fileprivate var needsLegibility: Bool {
    utf8.contains { $0 < 0x20 && $0 != UInt8(ascii: "\n") || $0 >= 0x7F } || contains("::") || contains("##[")
  }

  /// Every piece between two of these scalars, empty ones too. A carriage return before a line feed is one character with
  /// it, so that characters would not do.
  fileprivate func split(separator: Unicode.Scalar) -> [Substring] {
    unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).map(Substring.init)
  }
}
