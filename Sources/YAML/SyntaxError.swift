internal import Diagnostics

/// Where and why libyaml gave up, in its words.
struct Failure {
  let problem: String
  /// What it was doing: `while parsing a block mapping`.
  let context: String?
  let mark: Mark
  /// Where that began.
  let contextMark: Mark
}

extension TreeBuilder {
  /// Ends the reading with libyaml's failure, reworded where there is more to say than libyaml does.
  ///
  /// Without a path: libyaml looks ahead, and what is no YAML has no place in the tree.
  mutating func abandon(_ failure: Failure) {
    let offset = source.offset(of: failure.mark.index)
    let found = source.found(at: offset)
    let startsWithTab = offset < source.bytes.count && source.bytes[offset] == UInt8(ascii: "\t")
    let wording =
      startsWithTab && failure.mayBeTab
      ? Wording("expected spaces, found a tab", hint: "indent with spaces")
      : failure.wordingOfStructure(found: found) ?? failure.wordingOfScalar(found: found) ?? failure.ownWords
    abandon(at: failure.mark.position, wording.message, hint: wording.hint)
  }
}

private struct Wording {
  let message: String
  let hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}

extension Failure {
  private var beginning: String { "begins at \(contextMark.line):\(contextMark.column)" }

  fileprivate var mayBeTab: Bool {
    problem.hasPrefix("found a tab") || problem == "found character that cannot start any token"
  }

  fileprivate var ownWords: Wording {
    guard let context else { return Wording(problem) }
    return Wording("\(problem) \(context) that \(beginning)")
  }

  fileprivate func wordingOfStructure(found: String) -> Wording? {
    let indentation = "check the indentation, and the line before"
    switch problem {
    case "did not find expected key":
      return Wording("expected a key of the mapping that \(beginning), found \(found)", hint: indentation)
    case "did not find expected '-' indicator":
      return Wording("expected \"- \" of the sequence that \(beginning), found \(found)", hint: indentation)
    case "did not find expected ',' or ']'":
      return Wording("expected \",\" or \"]\" in the sequence that \(beginning), found \(found)")
    case "did not find expected ',' or '}'":
      return Wording("expected \",\" or \"}\" in the mapping that \(beginning), found \(found)")
    case "did not find expected node content":
      return Wording("expected a value, found \(found)")
    case "did not find expected <document start>":
      return Wording("expected the start of the document, found \(found)")
    case "could not find expected ':'":
      return Wording("expected \": \" after the key that \(beginning), found \(found)", hint: indentation)
    case "mapping values are not allowed in this context":
      let hint = "put text that contains \": \" in quotes, or begin the mapping on a line of its own"
      return Wording("expected the end of the value, found \": \"", hint: hint)
    case "mapping keys are not allowed in this context":
      return Wording("expected a value, found \"? \"", hint: "put text that begins with ? in quotes")
    case "block sequence entries are not allowed in this context":
      let hint = "begin the sequence on a line of its own"
      return Wording("expected a value on this line, found \"- \"", hint: hint)
    case "found unexpected ':'":
      return Wording("expected a space after \":\", found none")
    default:
      return nil
    }
  }

  fileprivate func wordingOfScalar(found: String) -> Wording? {
    switch problem {
    case "found character that cannot start any token":
      return Wording(
        "expected a value, found \(found)",
        hint: "put text that begins with @, ` or % in quotes"
      )
    case "did not find expected alphabetic or numeric character":
      return Wording("expected a value, found \(found)", hint: "put text that begins with & or * in quotes")
    case "found unexpected end of stream", "found unexpected document indicator":
      return Wording("expected the closing quote of the text that \(beginning), found \(found)")
    case "found unknown escape character":
      let hint = "write \\\\ for a backslash, or use single quotes"
      return Wording("expected an escape such as \\n, found \(found)", hint: hint)
    case "did not find expected hexdecimal number":
      return Wording("expected 2, 4 or 8 hexadecimal digits after \\x, \\u or \\U, found \(found)")
    case "found invalid Unicode character escape code":
      return Wording(
        "expected the code of a Unicode scalar, found \(found)",
        hint: "write the character itself, or \\U and 8 digits instead of two surrogates"
      )
    default:
      return nil
    }
  }
}
