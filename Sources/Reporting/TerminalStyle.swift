internal import Diagnostics
import Ledger

/// How text looks on a terminal.
struct TerminalStyle {
  var colored: Bool

  func red(_ text: String) -> String { color("31", text) }
  func yellow(_ text: String) -> String { color("33", text) }

  /// `10:00:00 error: message key=value key="two words" https://…`.
  func line(_ event: Event) -> String {
    let message = Self.printable(event.message)
    let label: String? =
      switch event.severity {
      case .debug: "debug:"
      case .info, .notice: nil
      case .warning: yellow("warning:")
      case .error: red("error:")
      }
    let fields = Self.unsaid(event).map { name, value in
      name == "url" ? Self.text(value) : "\(Self.printable(name))=\(Self.text(value))"
    }
    return ([event.time.time, label, message].compactMap(\.self) + fields).joined(separator: " ")
  }

  /// Without what whoever sits there knows, the job, and without what the message or the address says already.
  private static func unsaid(_ event: Event) -> [(String, EventValue)] {
    let url = event.fields.first { $0.0 == "url" }.map { text($0.1) } ?? ""
    return event.fields.filter { name, value in
      switch name {
      case "job": false
      case "step": !event.message.hasPrefix("step \(text(value)):")
      case "dagster_id": !url.hasSuffix("/\(text(value))")
      default: true
      }
    }
  }

  /// Control characters are not shown as they are: a message of Dagster's must not move the cursor. Further
  /// lines of a message are indented.
  static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\n  "
      case "\t": result += " "
      case _ where scalar.isHidden: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private func color(_ code: String, _ text: String) -> String {
    colored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private static func quotedIfNeeded(_ text: String) -> String {
    guard text.isEmpty || text.contains(where: { $0.isWhitespace || $0 == "\"" }) else {
      return printable(text)
    }
    let escaped = text.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    return "\"\(printable(escaped))\""
  }

  private static func text(_ value: EventValue) -> String {
    switch value {
    case .string(let text): quotedIfNeeded(text)
    case .int(let number): String(number)
    case .double(let number): String(number)
    case .bool(let flag): String(flag)
    }
  }
}
