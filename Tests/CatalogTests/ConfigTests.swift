import CodeLocations
import Diagnostics
import ExactText
import Foundation
import JobDSL
import Schema
import Testing

@testable import Catalog

/// The shape of a run's configuration: in locks, in Swift, and what documents are held to.
@Suite struct ConfigTests {
  private static func shape(_ fields: ConfigField...) -> ConfigShape { .fields(ConfigFields(fields)) }

  private static func optional(_ name: String, _ shape: ConfigShape) -> ConfigField {
    ConfigField(name: name, shape: shape, isRequired: false)
  }

  private static func swift(_ shape: ConfigShape) -> String {
    ConfigSource("SendConfig", shape, of: "send", isLaunched: true).lines.joined(separator: "\n")
  }

  // MARK: References to the environment

  /// A class of Python has its fields so, and the older `config_schema={"api_key": str}` has them plain.
  private static let both = shape(
    optional("api_key", .plain(.string)),
    optional("count", .plain(.integer)),
    optional("days", .integer),
    optional("flag", .nullable(.plain(.boolean))),
    optional("credentials", .list(.plain(.string))),
    optional("token", .string)
  )

  @Test func aSecretIsAskedForWhereAReferenceIsTaken() {
    let swift = Self.swift(Self.both)
    #expect(swift.contains("    token: Secret? = nil"))
    for parameter in [
      "apiKey: String?", "count: Int?", "days: Int?", "flag: Bool?", "credentials: [String]?",
    ] {
      #expect(swift.contains("    \(parameter) = nil"), "\(parameter)")
    }
    for (field, value) in [("api_key", "string(apiKey)"), ("count", "integer(count)")] {
      #expect(swift.contains("ConfigValue.Entry(\"\(field)\", ConfigValue.\(value))"), "\(swift)")
    }
    let caution = "Dagster takes the value itself, which stands in the document then"
    #expect(swift.contains("  - apiKey: \(caution)"))
    #expect(swift.contains("  - credentials: \(caution)"))
    #expect(swift.components(separatedBy: caution).count == 3)
    #expect(swift.contains("public static var flag: Self"), "a launch can be rehearsed by it")
  }

  private func issues(_ name: String, _ value: ConfigValue) -> [String] {
    ConfigCheck(Self.both, of: "\"send\"").issues(in: .fields((name, value)), at: .root).map { issue in
      "\(issue.path): \(issue.message)" + (issue.hint.map { " [\($0)]" } ?? "")
    }
  }

  private static let reference = ConfigValue.fields(("env", .string("NAME")))

  @Test func aReferenceIsTakenWhereDagsterTakesIt() {
    #expect(issues("token", Self.reference) == [])
    #expect(issues("days", Self.reference) == [])
    let words = "found a reference to the environment, which Dagster does not take here"
    let hint = "write the value; where it is a secret, have its type in Dagster be StringSource"
    #expect(issues("api_key", Self.reference) == ["api_key: expected a text, \(words) [\(hint)]"])
    #expect(issues("count", Self.reference) == ["count: expected an integer, \(words) [\(hint)]"])
    #expect(issues("flag", Self.reference) == ["flag: expected true or false, \(words) [\(hint)]"])
    #expect(
      issues("credentials", .list([Self.reference])) == [
        "credentials[0]: expected a text, \(words) [\(hint)]"
      ]
    )
  }

  @Test func aPlainValueIsOfItsType() {
    #expect(issues("api_key", .string("x")) == [])
    #expect(issues("flag", .null) == [])
    #expect(issues("flag", .boolean(true)) == [])
    #expect(issues("count", .string("many")) == ["count: expected an integer, found \"many\""])
  }

  @Test func aLockHoldsIt() throws {
    let shapes: [(ConfigShape, String)] = [
      (.string, "\"string\""), (.plain(.string), "{\"plain\":\"string\"}"),
      (.nullable(.plain(.boolean)), "{\"nullable\":{\"plain\":\"boolean\"}}"),
    ]
    for (shape, text) in shapes {
      #expect(try String(decoding: JSONEncoder().encode(shape), as: UTF8.self) == text)
      #expect(try JSONDecoder().decode(ConfigShape.self, from: Data(text.utf8)) == shape)
    }
  }

  @Test func aChangeIsTold() {
    let new = Self.shape(Self.optional("name", .plain(.string)))
    let old = Self.shape(Self.optional("name", .string))
    func changes(_ old: ConfigShape, _ new: ConfigShape) -> [String] {
      ConfigShape.changes(from: old, to: new).map {
        "\($0.isBreaking ? "breaking" : "compatible"): \($0.words)"
      }
    }
    #expect(changes(old, new) == ["breaking: configuration.name takes no reference to the environment"])
    #expect(changes(new, old) == ["compatible: configuration.name takes a reference to the environment"])
    #expect(changes(new, new) == [])
  }

  // MARK: Members

  /// Of an optional value `.none` would be none, and the member be left out of the document.
  @Test func noMemberIsCalledNone() {
    let choice = ConfigShape.choice(name: "Mode", members: ["NONE", "some", "none"])
    let selector = ConfigShape.selector(ConfigFields([Self.optional("none", .string)]))
    let swift = Self.swift(Self.shape(Self.optional("mode", choice), Self.optional("where", selector)))
    #expect(
      swift.contains("public static var none2: Self { Self(configValue: ConfigValue.string(\"NONE\")) }")
    )
    #expect(
      swift.contains("public static var some: Self { Self(configValue: ConfigValue.string(\"some\")) }")
    )
    #expect(
      swift.contains("public static var none3: Self { Self(configValue: ConfigValue.string(\"none\")) }")
    )
    #expect(swift.contains("public static func none2(_ value: String) -> Self"))
  }
}
