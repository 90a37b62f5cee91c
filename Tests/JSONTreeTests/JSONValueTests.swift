import JSONTree
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct JSONValueTests {
  @Test(arguments: [
    (JSONValue.null, "null"),
    (["b": 1, "a": [true, .null, 1.5]] as JSONValue, #"{"a":[true,null,1.5],"b":1}"#),
    ("a\"b\\c\nd\u{1}é", #""a\"b\\c\nd\u0001é""#),
    ("\t\r\u{7F}\u{85}\u{2028}\u{2029} \u{1F600}", #""\t\r\u007f\u0085\u2028\u2029 \#u{1F600}""#),
    (.double(.infinity), #""inf""#),
    (.double(1e300), "1e+300"),
    (.int(.min), "-9223372036854775808"),
  ])
  func isWritten(value: JSONValue, text: String) {
    #expect(String(decoding: value.encoded(), as: UTF8.self) == text)
    #expect(JSONValue(json: Array(text.utf8)) == (text == #""inf""# ? "inf" : value))
  }

  /// The same from another encoder, and back.
  @Test func isItsOwnCoding() throws {
    let value: JSONValue = ["a": [true, .null, 1.5, -3, "x", [:]]]
    let text = try JSONEncoder().encode(value)
    #expect(String(decoding: text, as: UTF8.self) == #"{"a":[true,null,1.5,-3,"x",{}]}"#)
    #expect(try JSONDecoder().decode(JSONValue.self, from: text) == value)
  }

  @Test(arguments: [
    ("1.0", JSONValue.int(1)), ("1e2", .int(100)), ("-0", .int(0)), ("0.5", .double(0.5)),
    ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
    ("9223372036854775808", .double(9.223372036854775808e18)),
    ("18446744073709551616", .double(18446744073709551616)),
    ("1e300", .double(1e300)),
  ])
  func numbersKeepTheirMeaning(text: String, value: JSONValue) {
    #expect(JSONValue(json: Array(text.utf8)) == value)
  }

  @Test(arguments: ["", "{", "1e400", "nul", "[1,]x", #"{"a":1}{"#, "\u{FEFF}", "'a'"])
  func whatIsNoJSONIsNoValue(text: String) {
    #expect(JSONValue(json: Array(text.utf8)) == nil)
  }

  /// Off the main thread, whose stack is larger.
  @Test(arguments: [
    ("[", "]", 512, true), ("[", "]", 513, false), ("[", "]", 100_000, false), ("[", "", 1_000_000, false),
    (#"{"a":"#, "}", 100_000, false),
  ])
  func aNestThatIsTooDeepIsRefused(open: String, close: String, depth: Int, isRead: Bool) async {
    let text = String(repeating: open, count: depth) + String(repeating: close, count: depth)
    let value = await Task.detached { JSONValue(json: Array(text.utf8)) }.value
    #expect((value != nil) == isRead)
    #expect(!isRead || value?.encoded() == Array(text.utf8))
  }

  @Test func partsAreFound() {
    let value: JSONValue = ["a": ["x", 1], "b": ["c": "d", "e": 2]]
    #expect(value["a"]?[0] == "x")
    #expect(value["a"]?[2] == nil)
    #expect(value["a"]?["x"] == nil)
    #expect(value["a"]?.elements == ["x", 1])
    #expect(value["b"]?.elements == [])
    #expect(value["b"]?["c"]?.text == "d")
    #expect(value["b"]?["e"]?.text == nil)
    #expect(value["b"]?.texts == ["c": "d"])
    #expect(value["a"]?.texts == [:])
    #expect(JSONValue.strings(["x"]) == ["x"])
    #expect(JSONValue.strings(["x": "y"]) == ["x": "y"])
  }

  @Test func membersAreSetAndRemoved() {
    var value: JSONValue = ["a": ["b": 1]]
    value["a"]?["c"] = "d"
    value["a"]?["b"] = nil
    value["x"]?["y"] = 1
    #expect(value == ["a": ["c": "d"]])
    value["a"]?["c"] = .null
    #expect(value == ["a": ["c": .null]])
    var text: JSONValue = "text"
    text["a"] = 1
    #expect(text == "text")
  }
}
