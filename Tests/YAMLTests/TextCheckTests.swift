import Diagnostics
import Testing
import YAML

struct TextCheckTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let problems: [String]

    init(_ name: String, _ bytes: [UInt8], _ problems: String...) {
      self.name = name
      self.bytes = bytes
      self.problems = problems.map { "job.yaml:" + $0 }
    }

    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(
      "bad byte",
      Array("é: a\nb: é".utf8) + [0xFF],
      "2:5: error: expected UTF-8, found the byte 0xFF (save the file as UTF-8)"
    ),
    Case(
      "cut short",
      Array("a: ".utf8) + [0xE2, 0x82],
      "1:4: error: expected UTF-8, found the byte 0xE2 (save the file as UTF-8)"
    ),
    Case(
      "overlong",
      [0xC0, 0xAF],
      "1:1: error: expected UTF-8, found the byte 0xC0 (save the file as UTF-8)"
    ),
    Case(
      "overlong in 3",
      [0xE0, 0x80, 0xAF],
      "1:1: error: expected UTF-8, found the byte 0xE0 (save the file as UTF-8)"
    ),
    Case(
      "surrogate",
      [0xED, 0xA0, 0x80],
      "1:1: error: expected UTF-8, found the byte 0xED (save the file as UTF-8)"
    ),
    Case(
      "beyond Unicode",
      [0xF4, 0x90, 0x80, 0x80],
      "1:1: error: expected UTF-8, found the byte 0xF4 (save the file as UTF-8)"
    ),
    Case(
      "UTF-16",
      [0xFF, 0xFE, 0x61, 0],
      "1:1: error: expected UTF-8, found UTF-16 (save the file as UTF-8)"
    ),
    Case(
      "UTF-16, big endian",
      [0xFE, 0xFF, 0, 0x61],
      "1:1: error: expected UTF-8, found UTF-16 (save the file as UTF-8)"
    ),
    Case(
      "control characters, one a line",
      Array("a: \0\0\nb: \u{1B}[0m\nc: \u{7F}\n".utf8),
      "1:4: error: expected text, found the control character U+0000 (write it as \\0 in double quotes, or remove it)",
      "2:4: error: expected text, found the control character U+001B (write it as \\x1B in double quotes, or remove it)",
      "3:4: error: expected text, found the control character U+007F (write it as \\x7F in double quotes, or remove it)"
    ),
    Case(
      "line breaks of YAML 1.1",
      Array("a: é\u{85}\nb: \u{2028}\nc: \u{2029}\n".utf8),
      "1:5: error: expected text, found U+0085, a line break in YAML 1.1 only (write it as \\N in double quotes, or remove it)",
      "2:4: error: expected text, found U+2028, a line break in YAML 1.1 only (write it as \\L in double quotes, or remove it)",
      "3:4: error: expected text, found U+2029, a line break in YAML 1.1 only (write it as \\P in double quotes, or remove it)"
    ),
    Case(
      "carriage return alone",
      Array("a: 1\rb: 2\r\n".utf8),
      "1:5: error: expected a line feed after the carriage return (write it as \\r in double quotes, or remove it)"
    ),
    Case(
      "byte order mark inside",
      Array("a: \u{FEFF}b\n".utf8),
      "1:4: error: expected text, found U+FEFF, a byte order mark, inside of the text (write it as \\uFEFF in double quotes, or remove it)"
    ),
    Case(
      "no character",
      Array("a: \u{FFFF}\n".utf8),
      "1:4: error: expected text, found U+FFFF, which is no character (write it as \\uFFFF in double quotes, or remove it)"
    ),
  ])
  func refused(_ test: Case) {
    let reading = Reading(test.bytes, file: "job.yaml")
    #expect(reading.problems.map(\.description) == test.problems)
    #expect(reading.root == nil)
  }

  /// Where eight bytes are looked at in one step as well as where one is.
  @Test(arguments: 0..<20) func eachByteIsSeenAt(place: Int) {
    let comment = Array(repeating: UInt8(ascii: "x"), count: 21)
    let whitespace: [UInt8] = [UInt8(ascii: "\t"), UInt8(ascii: "\n")]
    for byte in UInt8.min...UInt8.max {
      var bytes = [UInt8(ascii: "#")] + comment + Array("\n".utf8)
      bytes[1 + place] = byte
      let problem = Reading(bytes, file: "job.yaml").problems.first { $0.position?.column == place + 2 }
      let isText = 0x20...0x7E ~= byte || whitespace.contains(byte)
      #expect((problem == nil) == isText, "the byte \(byte)")
    }
  }

  @Test func aByteOrderMarkAtTheStartIsSkipped() throws {
    let reading = Reading([0xEF, 0xBB, 0xBF] + Array("kind: é\n".utf8), file: "job.yaml")
    let value = try #require(reading.root?["kind"])
    #expect(reading.problems.isEmpty)
    #expect((value.position.line, value.position.column) == (1, 7))
  }

  @Test func linesMayEndWithCarriageReturnAndLineFeed() throws {
    let root = try #require(read("a: é\r\nb: |\r\n  x\r\n  y\r\nc: 1\r\n").root)
    #expect(root["b"]?.text == "x\ny\n")
    #expect(root["c"]?.position.line == 5)
  }
}
