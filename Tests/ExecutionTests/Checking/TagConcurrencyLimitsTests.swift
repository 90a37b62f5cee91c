import DagsterModel
import Testing

/// Whether an instance holds a limit, by what its `dagster.yaml` says.
@Suite struct TagConcurrencyLimitsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var yaml: String
    var holds: Bool
  }

  static func entry(
    _ key: String = "limit-4",
    limit: String = "4",
    value: String = "{applyLimitPerUniqueValue: true}"
  )
    -> String
  {
    "- {key: \(key), value: \(value), limit: \(limit)}\n"
  }

  static let cases = [
    Case(testDescription: "nothing", yaml: "", holds: false),
    Case(testDescription: "the limit", yaml: entry(), holds: true),
    Case(testDescription: "the limit after another", yaml: entry("x") + entry(), holds: true),
    Case(testDescription: "a stricter one", yaml: entry(limit: "2"), holds: true),
    Case(testDescription: "a laxer one", yaml: entry(limit: "5"), holds: false),
    Case(testDescription: "another key's", yaml: entry("limit-5"), holds: false),
    Case(testDescription: "one of all values together", yaml: entry(value: "{}"), holds: false),
    Case(testDescription: "one of one value", yaml: entry(value: "orders"), holds: false),
    Case(
      testDescription: "one that is switched off",
      yaml: entry(value: "{applyLimitPerUniqueValue: false}"),
      holds: false
    ),
    Case(testDescription: "a limit that is text", yaml: entry(limit: "\"4\""), holds: false),
    Case(testDescription: "no limit", yaml: "- {key: limit-4}\n", holds: false),
    Case(testDescription: "no list", yaml: "key: limit-4\n", holds: false),
    Case(testDescription: "no YAML", yaml: "- {key: limit-4", holds: false),
  ]

  @Test(arguments: cases) func tells(_ example: Case) {
    #expect(TagConcurrencyLimits(yaml: example.yaml).holds(4, for: "limit-4") == example.holds)
  }

  @Test(
    arguments: [
      ("", nil), (entry(), 4), (entry() + entry(limit: "2"), 2), (entry("other"), nil),
      (entry(value: "{}"), 4), (entry(value: "null"), 4), ("- {key: limit-4, limit: 3}\n", 3),
      (entry(value: "mine"), 4), (entry(value: "others"), nil), (entry(limit: "\"4\""), nil),
      (entry("dagster/backfill", limit: "7") + entry(limit: "9"), 7), (entry(limit: "0"), 0),
    ] as [(String, Int?)]
  )
  func asManyRunAtOnceAsEachLimitAboutTheirTagsLets(yaml: String, limit: Int?) {
    let tags = [Tag("limit-4", "mine"), Tag("dagster/backfill", "")]
    #expect(TagConcurrencyLimits(yaml: yaml).atOnce(with: tags) == limit)
  }
}
