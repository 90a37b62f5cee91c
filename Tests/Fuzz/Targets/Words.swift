import JobDSL
import Schema

/// What inputs are often made of: libFuzzer hardly finds a word by itself.
enum Words {
  static let yaml = [
    "\n", "\n  ", ": ", "- ", "? ", "[", "]", "{", "}", ", ", "|\n", ">-\n", "|2+\n", "\"", "'", "''", "\\\"",
    "\\x41", "\\u0041", "\\U0001F600", "\\\n", "#", " #", "&a ", "*a", "!!str ", "!a%0A ", "!<a> ",
    "%YAML 1.1\n",
    "%TAG ! a\n", "---\n", "...\n", "\t", "\r\n", "\r", "\0", "\u{FEFF}", "é", "e\u{301}", "日本", "😀",
    "\u{85}",
    "\u{2028}", "\u{E000}", "\u{E800}", "null", "~", "true", "False", "yes", "n", "1_000", "0o14", "0x1F",
    "08",
    ".inf", ".nan", "1e3", "1.5", "-1", "+1", "9223372036854775808", "1:30", "2024-02-01", "<<", "=",
  ]

  /// Every key and every fixed word of a job's document.
  static var ofDocument: [String] {
    Array(Set(words(of: JobDocument.schema.shape))).sorted()
      + [JobDocument.apiVersion, JobDocument.kind, "2024-02-01-13:00", "\"2024-02-01\"", "job-1"]
  }

  private static func words(of shape: Shape) -> [String] {
    switch shape {
    case .string, .integer, .boolean, .anything: []
    case .word(let words): words
    case .list(let element, _): words(of: element)
    case .map(let element): words(of: element)
    case .object(let object): object.fields.flatMap(words)
    case .choice(let alternatives): alternatives.flatMap(words)
    case .wordOr(let own, let alternatives): own + alternatives.flatMap(words)
    case .constrained(let shape, _): words(of: shape)
    }
  }

  private static func words(of field: FieldShape) -> [String] {
    ["\(field.name):"] + words(of: field.shape)
  }
}
