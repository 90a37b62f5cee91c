import Testing
import YAML

struct ScalarValueTests {
  @Test(arguments: [
    ("", ScalarValue.null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null),
    ("nULL", .ambiguous(.null)), ("nul", .string), ("nulls", .string),
    ("true", .boolean(true)), ("True", .boolean(true)), ("TRUE", .boolean(true)), ("false", .boolean(false)),
    ("False", .boolean(false)), ("FALSE", .boolean(false)), ("tRUE", .ambiguous(.boolean(true))),
    ("yes", .ambiguous(.boolean(true))), ("Yes", .ambiguous(.boolean(true))),
    ("on", .ambiguous(.boolean(true))),
    ("ON", .ambiguous(.boolean(true))), ("y", .ambiguous(.boolean(true))), ("Y", .ambiguous(.boolean(true))),
    ("no", .ambiguous(.boolean(false))), ("off", .ambiguous(.boolean(false))),
    ("n", .ambiguous(.boolean(false))),
    ("N", .ambiguous(.boolean(false))), ("nO", .ambiguous(.boolean(false))), ("Norway", .string),
    ("one", .string),
    ("<<", .ambiguous(.merge)), ("=", .ambiguous(.defaultValue)), ("<", .string), ("<=", .string),
    ("==", .string),
  ])
  func word(_ text: String, _ value: ScalarValue) {
    expect(text, value)
  }

  @Test(arguments: [
    ("0", ScalarValue.integer(0)), ("-0", .integer(0)), ("12", .integer(12)), ("-12", .integer(-12)),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .ambiguous(.tooLarge)), ("-9223372036854775809", .ambiguous(.tooLarge)),
    ("+1", .ambiguous(.unusualNumber)), ("1_000", .ambiguous(.separators)),
    ("1,000", .ambiguous(.separators)),
    ("014", .ambiguous(.leadingZero)), ("08", .ambiguous(.leadingZero)), ("-07", .ambiguous(.leadingZero)),
    ("00", .ambiguous(.leadingZero)), ("0o14", .ambiguous(.octal)), ("0O7", .ambiguous(.octal)),
    ("0o8", .string),
    ("0x1F", .ambiguous(.hexadecimal)), ("-0xff", .ambiguous(.hexadecimal)), ("0x", .string),
    ("0xg", .string),
    ("0b101", .ambiguous(.binary)), ("0b2", .string), ("1:30", .ambiguous(.sexagesimal)),
    ("190:20:30.15", .ambiguous(.sexagesimal)), ("-1:30", .ambiguous(.sexagesimal)), ("1:a", .string),
    ("12a", .string), ("1 2", .string), ("1-2", .string), ("--1", .string), ("+", .string), ("_1", .string),
  ])
  func integer(_ text: String, _ value: ScalarValue) {
    expect(text, value)
  }

  @Test(arguments: [
    ("1.5", ScalarValue.float(1.5)), ("-0.25", .float(-0.25)), ("1.0e+3", .float(1000)),
    ("1.5E-3", .float(0.0015)),
    ("1.0e+999", .ambiguous(.tooLarge)), (".5", .ambiguous(.unusualNumber)),
    ("1.", .ambiguous(.unusualNumber)),
    ("1e3", .ambiguous(.unusualNumber)), ("1.0e3", .ambiguous(.unusualNumber)),
    ("7e12345", .ambiguous(.tooLarge)),
    ("+1.5", .ambiguous(.unusualNumber)), ("01.5", .ambiguous(.unusualNumber)),
    ("1_0.5", .ambiguous(.separators)), ("1.5_0", .ambiguous(.separators)),
    (".inf", .ambiguous(.notFinite)), ("-.Inf", .ambiguous(.notFinite)), ("+.INF", .ambiguous(.notFinite)),
    (".nan", .ambiguous(.notFinite)), (".NaN", .ambiguous(.notFinite)), ("inf", .string), ("nan", .string),
    (".", .string), ("-.", .string), (".e5", .string), ("1e", .string), ("1e+", .string), ("1.2.3", .string),
    ("10.0.0.1", .string), (".env", .string), ("./a", .string),
  ])
  func float(_ text: String, _ value: ScalarValue) {
    expect(text, value)
  }

  @Test(arguments: [
    ("2024-02-01", ScalarValue.ambiguous(.date)), ("2024-2-1", .ambiguous(.date)),
    ("2024-02-30", .ambiguous(.date)),
    ("2024-02", .string), ("2024-02-001", .string), ("2024-02-01-x", .string), ("02-01-2024", .string),
    ("2024-02-01T10:00:00Z", .ambiguous(.timestamp)), ("2024-02-01t1:00:00.5+01:00", .ambiguous(.timestamp)),
    ("2024-02-01 10:00:00", .ambiguous(.timestamp)), ("2024-02-01 notes", .string),
    ("2024-02-01|shop", .string),
    ("10:00", .ambiguous(.sexagesimal)),
  ])
  func date(_ text: String, _ value: ScalarValue) {
    expect(text, value)
  }

  @Test(arguments: ["\"12\"", "'yes'", "|\n  12\n", ">\n  null\n", "\"\""])
  func quoted(_ text: String) throws {
    let node = try #require(read("a: \(text)").root?["a"])
    #expect(node.scalar == .string)
    #expect(node.isQuoted)
  }

  @Test(arguments: [
    ("yes", "a boolean in YAML 1.1", "write true or \"yes\""),
    ("014", "an octal number in YAML 1.1", "write 14 or \"014\""),
    ("0o14", "an octal number in YAML 1.2", "write 12 or \"0o14\""),
    ("-0x1F", "a hexadecimal number", "write -31 or \"-0x1F\""),
    ("1_000", "a number with separators in YAML 1.1", "write 1000 or \"1_000\""),
    ("1e3", "a number to some readers", "write 1000.0 or \"1e3\""),
    ("+1", "a number to some readers", "write 1 or \"+1\""),
    ("2024-02-01", "a date in YAML 1.1", "write \"2024-02-01\""),
    ("1:30", "a number to base 60 in YAML 1.1", "write \"1:30\""),
  ])
  func ambiguity(_ text: String, description: String, hint: String) throws {
    let node = try #require(read("a: \(text)").root?["a"])
    guard case .ambiguous(let ambiguity) = node.scalar else {
      Issue.record("\(node.scalar)")
      return
    }
    #expect(ambiguity.description == description)
    #expect(ambiguity.hint(for: text) == hint)
  }

  private func expect(_ text: String, _ value: ScalarValue, sourceLocation: SourceLocation = #_sourceLocation)
  {
    #expect(read("a: \(text)\n").root?["a"]?.scalar == value, sourceLocation: sourceLocation)
  }
}
