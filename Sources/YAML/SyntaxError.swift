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
    let text = FailureText(
      source: source,
      context: source.offset(of: failure.contextMark.index),
      offset: source.offset(of: failure.mark.index)
    )
    let wording =
      failure.wordingOfTab(text) ?? failure.wordingOfBeginning(text) ?? failure.wordingOfStructure(text)
      ?? failure.wordingOfScalar(text) ?? failure.ownWords
    let mark = wording.isAboutBeginning ? failure.contextMark : failure.mark
    abandon(at: mark.position, wording.message, hint: wording.hint)
  }
}

private struct Wording {
  let message: String
  let hint: String?
  /// Whether it is wrong where libyaml began, not where it gave up.
  var isAboutBeginning = false

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  init(ofBeginning message: String, hint: String) {
    self.init(message, hint: hint)
    isAboutBeginning = true
  }
}

extension Failure {
  private var beginning: String { "begins at \(contextMark.line):\(contextMark.column)" }

  fileprivate func wordingOfTab(_ text: FailureText) -> Wording? {
    guard text.found == "a tab",
      problem.hasPrefix("found a tab") || problem == "found character that cannot start any token"
    else { return nil }
    return Wording("expected spaces, found a tab", hint: "indent with spaces")
  }

  fileprivate var ownWords: Wording {
    guard let context else { return Wording(problem) }
    return Wording("\(problem) \(context) that \(beginning)")
  }

  /// What is told of where it began, since libyaml gives up long after.
  fileprivate func wordingOfBeginning(_ text: FailureText) -> Wording? {
    switch problem {
    case "could not find expected ':'":
      let message = "expected a key and \": \", found \(text.foundInContext)"
      return Wording(ofBeginning: message, hint: text.adviceForKeyWithoutColon)
    case "found unexpected end of stream":
      let message = "expected a closing quote for this text, found none up to the end of the file"
      return Wording(
        ofBeginning: message,
        hint: "close the quote, or put the text in quotes of the other kind"
      )
    case "found unexpected document indicator":
      let place = "\(text.found) at \(mark.line):\(mark.column)"
      let message = "expected a closing quote for this text, found \(place)"
      return Wording(ofBeginning: message, hint: "close the quote, or indent the text's lines")
    case "did not find expected alphabetic or numeric character":
      let hint = "put text that begins with & or * in quotes; an item of a list begins with \"- \""
      return Wording(ofBeginning: "expected a value, found \(text.foundInContext)", hint: hint)
    case _ where context?.hasSuffix("directive") == true:
      let hint = "put text that begins with % in quotes"
      return Wording(ofBeginning: "expected a value, found \(text.foundInContext)", hint: hint)
    case _ where context?.hasSuffix("tag") == true || problem == "found undefined tag handle":
      let hint = "remove the tag; put text that begins with ! in quotes"
      return Wording(ofBeginning: "expected a value, found the tag \(text.foundInContext)", hint: hint)
    default:
      return nil
    }
  }

  fileprivate func wordingOfStructure(_ text: FailureText) -> Wording? {
    let indentation = "check the indentation, and the line before"
    switch problem {
    case "did not find expected key" where text.firstCharacter == ":":
      return Wording("expected a key, found \":\"", hint: "write the key before the colon")
    case "did not find expected key", "did not find expected '-' indicator":
      if let advice = text.adviceForRestOfLine {
        return Wording(
          "expected the end of the value after \(advice.after), found \(text.found)",
          hint: advice.hint
        )
      }
      let wanted = problem.hasSuffix("key") ? "a key of the mapping" : "\"- \" of the sequence"
      return Wording("expected \(wanted) that \(beginning), found \(text.found)", hint: indentation)
    case "did not find expected ',' or ']'":
      return Wording("expected \",\" or \"]\" in the sequence that \(beginning), found \(text.found)")
    case "did not find expected ',' or '}'":
      return Wording("expected \",\" or \"}\" in the mapping that \(beginning), found \(text.found)")
    case "did not find expected node content":
      return Wording("expected a value, found \(text.found)")
    case "did not find expected <document start>":
      return Wording("expected the start of the document, found \(text.found)")
    case "mapping values are not allowed in this context":
      return Wording("expected the end of the value, found \": \"", hint: text.adviceForSecondColon)
    case "mapping keys are not allowed in this context":
      return Wording("expected a value, found \"? \"", hint: "put text that begins with ? in quotes")
    case "block sequence entries are not allowed in this context":
      let hint = "begin the sequence on a line of its own, or put text that begins with \"- \" in quotes"
      return Wording("expected a value on this line, found \"- \"", hint: hint)
    case "found unexpected ':'":
      return Wording("expected a space after \":\", found none")
    default:
      return nil
    }
  }

  fileprivate func wordingOfScalar(_ text: FailureText) -> Wording? {
    switch problem {
    case "found character that cannot start any token":
      let hint = "put text that begins with \(text.firstCharacter) in quotes"
      return Wording("expected a value, found \(text.found)", hint: hint)
    case "did not find expected comment or line break":
      let hint = "begin the text on the next line, or put text that begins with | or > in quotes"
      return Wording("expected the end of the line, found \(text.found)", hint: hint)
    case "found an indentation indicator equal to 0":
      return Wording("expected an indentation from 1 to 9, found 0")
    case "found unknown escape character":
      let hint = "write \\\\ for a backslash, or use single quotes"
      return Wording("expected an escape such as \\n, found \(text.first(2))", hint: hint)
    case "did not find expected hexdecimal number":
      let hint = "write \\\\ for a backslash, or use single quotes"
      return Wording(
        "expected 2, 4 or 8 hexadecimal digits after \\x, \\u or \\U, found \(text.found)",
        hint: hint
      )
    case "found invalid Unicode character escape code":
      return Wording(
        "expected the code of a Unicode scalar, found \(text.found)",
        hint: "write the character itself, or \\U and 8 digits instead of two surrogates"
      )
    default:
      return nil
    }
  }
}
