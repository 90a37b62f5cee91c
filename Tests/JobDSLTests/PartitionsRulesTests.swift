import JobDSL
import Testing

@Suite struct PartitionsRulesTests {
  static func backfill(_ partitions: String) -> String {
    "backfill: {assets: [a], partitions: {\(partitions)}}"
  }

  static let fine: [String] = [
    "partitioning: daily, from: \"2024-02-29\", through: \"2024-02-29\"",
    "partitioning: daily, keys: [\"2024-02-01\"]",
    "partitioning: daily, ranges: [{from: \"2024-01-01\", through: \"2024-01-02\"}, "
      + "{from: \"2024-01-03\", through: \"2024-01-03\"}]",
    "partitioning: hourly, from: \"2024-02-01-00:00\", through: \"2024-02-01-01:00\"",
    "partitioning: weekly, from: \"2024-02-04\", through: \"2024-02-11\"",
    "partitioning: monthly, keys: [\"2024-02-01\"]",
    "partitioning: static, keys: [eu, us]",
    "partitioning: static, from: us, through: eu",
    "partitioning: static, ranges: [{from: a, through: c}, {from: b, through: d}]",
    "partitioning: dynamic, all: true",
    "partitioning: multi, dimensions: [{name: a, partitioning: daily, all: true}, "
      + "{name: b, partitioning: static, keys: [eu]}]",
  ]

  @Test(arguments: fine)
  func areMet(partitions: String) {
    #expect(Verdict.problems(ofStep: Self.backfill(partitions)) == [])
  }

  private static let forms = "expected one of `all: true`, `from` with `through`, `keys`, `ranges`"
  private static let at = "backfill.partitions"

  static let wrongForms: [Verdict] = [
    Verdict("partitioning: daily", "\(at): \(forms), found none"),
    Verdict("partitioning: daily, all: false", "\(at): \(forms), found none"),
    Verdict("partitioning: daily, from: \"2024-02-01\"", "\(at): \(forms), found from without through"),
    Verdict("partitioning: daily, through: \"2024-02-01\"", "\(at): \(forms), found through without from"),
    Verdict("partitioning: static, all: true, keys: [a]", "\(at): \(forms), found all beside keys"),
    Verdict(
      "partitioning: static, from: a, through: b, ranges: [{from: c, through: d}]",
      "\(at): \(forms), found from and through beside ranges"
    ),
    Verdict("partitioning: multi", "\(at): expected `dimensions`, found none"),
    Verdict("partitioning: multi, all: true", "\(at): expected `dimensions`, found all"),
    Verdict(
      "partitioning: daily, dimensions: [{name: a, partitioning: static, all: true}, "
        + "{name: b, partitioning: static, all: true}]",
      "\(at): \(forms), found dimensions"
    ),
    Verdict(
      "partitioning: multi, dimensions: [{name: a, partitioning: static, all: true}]",
      "\(at).dimensions: expected at least 2 items, found 1"
    ),
    Verdict(
      "partitioning: multi, dimensions: [{name: \" \", partitioning: multi, all: true}, "
        + "{name: b, partitioning: static, keys: [a, a]}]",
      "\(at).dimensions[0].name: expected text that is not blank, found \" \"",
      "\(at).dimensions[0].partitioning: expected a dimension that is not itself multi, found \"multi\"",
      "\(at).dimensions[1].keys[1]: expected each key once, found \"a\" again: it is keys[0]"
    ),
    Verdict(
      "partitioning: yearly, all: true",
      "\(at).partitioning: expected one of daily, hourly, weekly, monthly, timeWindow, static, dynamic, multi, found \"yearly\""
    ),
    Verdict(
      "partitioning: weakly, all: true",
      "\(at).partitioning: expected one of daily, hourly, weekly, monthly, timeWindow, static, dynamic, multi, "
        + "found \"weakly\" (did you mean `weekly`?)"
    ),
  ]

  @Test(arguments: wrongForms)
  func sayWhichFormIsWanted(partitions: Verdict) {
    #expect(Verdict.problems(ofStep: Self.backfill(partitions.text)) == partitions.problems)
  }

  static let wrongKeys: [Verdict] = [
    Verdict(
      "partitioning: daily, from: \"2024-02-30\", through: \"2024-2-1\"",
      "\(at).from: expected a day like 2024-02-01, found \"2024-02-30\" (February 2024 has 29 days)",
      "\(at).through: expected a day like 2024-02-01, found \"2024-2-1\" (write 2024-02-01)"
    ),
    Verdict(
      "partitioning: hourly, keys: [\"2024-02-01\", \"2024-02-01-25:00\"]",
      "\(at).keys[0]: expected an hour like 2024-02-01-13:00, found \"2024-02-01\"",
      "\(at).keys[1]: expected an hour like 2024-02-01-13:00, found \"2024-02-01-25:00\" "
        + "(a day has the hours 00 to 23)"
    ),
    Verdict(
      "partitioning: weekly, keys: [W5]",
      "\(at).keys[0]: expected the first day of a week like 2024-02-04, found \"W5\""
    ),
    Verdict(
      "partitioning: monthly, keys: [2024-02]",
      "\(at).keys[0]: expected the first day of a month like 2024-02-01, found \"2024-02\""
    ),
    Verdict(
      "partitioning: daily, from: \"2024-02-02\", through: \"2024-02-01\"",
      "\(at).from: expected a range from the earlier to the later key, found \"2024-02-02\" after \"2024-02-01\""
    ),
    Verdict(
      "partitioning: daily, keys: [\"2024-02-01\", \"2024-02-02\", \"2024-02-01\"]",
      "\(at).keys[2]: expected each key once, found \"2024-02-01\" again: it is keys[0]"
    ),
    Verdict(
      "partitioning: static, keys: [\"\", \"a\\tb\"]",
      "\(at).keys[0]: expected a partition key without control characters, found \"\"",
      "\(at).keys[1]: expected a partition key without control characters, found \"a\\tb\""
    ),
    Verdict(
      "partitioning: daily, keys: [\"2024-02-30\"]",
      "\(at).keys[0]: expected a day like 2024-02-01, found \"2024-02-30\" (February 2024 has 29 days)"
    ),
    Verdict(
      "partitioning: timeWindow, keys: [\"2024-02\", \"2024-02\", \"2024-02\"]",
      "\(at).keys[1]: expected each key once, found \"2024-02\" again: it is keys[0]",
      "\(at).keys[2]: expected each key once, found \"2024-02\" again: it is keys[0]"
    ),
    Verdict("partitioning: static, keys: []", "\(at).keys: expected at least one item, found 0"),
    Verdict(
      "partitioning: daily, keys: [2024-02-01]",
      "\(at).keys[0]: expected text, found 2024-02-01 "
        + "(text that looks like something else goes in quotes: \"2024-02-01\")"
    ),
    Verdict(
      "partitioning: daily, ranges: [{from: \"2024-01-01\"}]",
      "\(at).ranges[0]: expected the key `through`: the last partition, included (add it)"
    ),
  ]

  @Test(arguments: wrongKeys)
  func sayWhichKeyIsWrong(partitions: Verdict) {
    #expect(Verdict.problems(ofStep: Self.backfill(partitions.text)) == partitions.problems)
  }

  struct Ranges: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var ranges: [(String, String)]
    var problems: [String]

    var text: String {
      let ranges = ranges.map { "{from: \"2024-01-\($0)\", through: \"2024-01-\($1)\"}" }
      return "partitioning: daily, ranges: [\(ranges.joined(separator: ", "))]"
    }
  }

  private static let overlap = "expected ranges that don't overlap, found this one beginning within"

  static let ranges: [Ranges] = [
    Ranges(testDescription: "apart", ranges: [("10", "12"), ("01", "09")], problems: []),
    Ranges(
      testDescription: "sharing a day",
      ranges: [("01", "05"), ("05", "09")],
      problems: ["ranges[1]: \(overlap) ranges[0]"]
    ),
    Ranges(
      testDescription: "a later one that begins earlier",
      ranges: [("05", "09"), ("01", "05")],
      problems: ["ranges[0]: \(overlap) ranges[1]"]
    ),
    Ranges(
      testDescription: "one that reaches over two others",
      ranges: [("01", "31"), ("05", "06"), ("10", "12")],
      problems: ["ranges[1]: \(overlap) ranges[0]", "ranges[2]: \(overlap) ranges[0]"]
    ),
    Ranges(
      testDescription: "reversed, which is reported alone",
      ranges: [("09", "02"), ("03", "04")],
      problems: [
        "ranges[0].from: expected a range from the earlier to the later key, "
          + "found \"2024-01-09\" after \"2024-01-02\""
      ]
    ),
    Ranges(
      testDescription: "malformed, which is reported alone",
      ranges: [("01", "99"), ("03", "04")],
      problems: [
        "ranges[0].through: expected a day like 2024-02-01, found \"2024-01-99\" (January 2024 has 31 days)"
      ]
    ),
  ]

  @Test(arguments: ranges)
  func rangesDoNotOverlap(days: Ranges) {
    #expect(
      Verdict.problems(ofStep: Self.backfill(days.text)) == days.problems.map { "backfill.partitions.\($0)" }
    )
  }
}
