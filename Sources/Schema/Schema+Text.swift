import Diagnostics

extension Schema where Value == String {
  /// Text that says something.
  public static var filledText: Schema { notBlank.checked { hiddenIssues(in: $0) } }

  /// Text that says something, on as many lines as it takes.
  public static var prose: Schema { notBlank.checked { hiddenIssues(in: $0, except: lineCharacters) } }

  /// Text that says something, where something else sees to it that it can be seen.
  package static var notBlank: Schema {
    .string("text that is not blank", saying: .matches(#"\S"#)) { !$0.allSatisfy(\.isWhitespace) }
  }

  /// Any text on any lines, also an empty one.
  package static var lines: Schema { .string.checked { hiddenIssues(in: $0, except: lineCharacters) } }
}

private let lineCharacters: Set<Unicode.Scalar> = ["\n", "\r", "\t"]

/// What a text holds that nobody sees, though it may turn around or take apart what is seen.
///
/// A reviewer approves what is on the screen, so that nothing else may be in a document.
///
/// - Parameter allowed: what may be there anyway.
package func hiddenIssues(in text: String, except allowed: Set<Unicode.Scalar> = []) -> [Issue] {
  // That nothing of it can be seen is said by another rule.
  guard !text.allSatisfy(\.isWhitespace), let scalar = text.firstHidden(except: allowed) else { return [] }
  return [.hidden(scalar, in: " in \(quoted(text))")]
}

extension Issue {
  /// - Parameter place: where the character was found, for a place that the issue's own doesn't say.
  package static func hidden(_ scalar: Unicode.Scalar, in place: String = "") -> Issue {
    Issue(
      "expected text that everybody can see, found \(scalar.codePoint)\(place)",
      hint: "remove it: what is reviewed has to be what is run"
    )
  }
}
