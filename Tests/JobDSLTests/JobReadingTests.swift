import Diagnostics
import JobDSL
import Testing

@Suite struct JobReadingTests {
  @Test func reportsAllProblemsOfADocumentInTheirOrder() {
    let text = """
      apiVersion: production-jobs/v2
      kind: Jobs
      metadata:
        name: Bad_Name
        owner: " "
        reasn: because
      spec:
        steps:
        - backfill:
            assets: [orders]
            partitions:
              partitioning: daily
              from: "2024-02-30"
              through: "2024-02-01"
            maxConcurrentRuns: "4"
        - sleep: 10
        - materialize:
            asset: a
            asset: b
            options:
              priority: 08
        - launch: yes
      specs: {}
      """
    #expect(
      problems(text) == [
        #"job.yaml:1:13: error: apiVersion: expected "production-jobs/v1", found "production-jobs/v2""#,
        #"job.yaml:2:7: error: kind: expected "Job", found "Jobs""#,
        "job.yaml:4:3: error: metadata: expected the key `reason`: why it is needed (add it)",
        "job.yaml:4:9: error: metadata.name: expected a DNS-1123 name of at most 63 small letters, digits "
          + "and `-`, found \"Bad_Name\"",
        #"job.yaml:5:10: error: metadata.owner: expected text that is not blank, found " ""#,
        "job.yaml:6:3: error: metadata.reasn: unknown key `reasn`, expected `name`, `owner`, `reason`, `validUntil`, "
          + "`watchers` (did you mean `reason`?)",
        "job.yaml:13:15: error: spec.steps[0].backfill.partitions.from: expected a day like 2024-02-01, "
          + "found \"2024-02-30\" (February 2024 has 29 days)",
        "job.yaml:15:26: error: spec.steps[0].backfill.maxConcurrentRuns: expected a whole number from 1 to 1000, "
          + "found \"4\"",
        "job.yaml:16:5: error: spec.steps[1].sleep: expected a mapping with one of the keys "
          + "\(keywords), found `sleep`",
        "job.yaml:19:7: error: spec.steps[2].materialize.asset: expected a new key, found \"asset\" again, "
          + "first written at 18:7 (remove one of the two)",
        "job.yaml:21:19: error: spec.steps[2].materialize.options.priority: expected a whole number from -1000 "
          + "to 1000, found 08 (an octal number in YAML 1.1)",
        "job.yaml:22:13: error: spec.steps[3].launch: expected a mapping with the keys `job`, `location`, "
          + "`partition`, `config`, `rehearsal`, `requires`, `options`, found yes (a boolean in YAML 1.1)",
        "job.yaml:23:1: error: specs: unknown key `specs`, expected `apiVersion`, `kind`, `metadata`, `spec` "
          + "(did you mean `spec`?)",
      ]
    )
  }

  /// What a reviewer sees has to be what is run, in every text of a document and beside it.
  @Test(arguments: [
    "\u{202E}", "\u{2066}", "\u{200B}", "\u{200D}", "\u{AD}", "\u{E0041}", "\u{FFF9}", "\u{E000}", "\u{61C}",
  ])
  func refusesWhatNobodySees(_ hidden: String) throws {
    let code = try #require(hidden.unicodeScalars.first).codePoint
    let hint = "(remove it: what is reviewed has to be what is run)"
    let fine = document(steps: "materialize:\n  asset: a")
    #expect(
      problems("# a\n#  é\(hidden)\n" + fine) == [
        "job.yaml:2:5: error: expected text that everybody can see, found \(code) \(hint)"
      ]
    )
    let places = [
      "metadata.owner": document(
        metadata: "name: x\nowner: a\(hidden)b\nreason: why",
        steps: "materialize: {asset: a}"
      ),
      "metadata.reason": document(
        metadata: "name: x\nowner: me\nreason: a\(hidden)b",
        steps: "materialize: {asset: a}"
      ),
      "spec.steps[0].materialize.asset": document(steps: "materialize: {asset: a\(hidden)b}"),
      "spec.steps[0].materialize.partition": document(
        steps: "materialize: {asset: a, partition: a\(hidden)b}"
      ),
      "spec.steps[0].launch.job": document(steps: "launch: {job: a\(hidden)b, location: a}"),
      "spec.steps[0].launch.location": document(steps: "launch: {job: a, location: a\(hidden)b}"),
      "spec.steps[0].launch.options.tags.a": document(
        steps: "launch: {job: a, location: b, options: {tags: {a: a\(hidden)b}}}"
      ),
      "spec.steps[0].launch.config.ops.a": document(
        steps: "launch: {job: a, location: b, config: {ops: {a: [a\(hidden)b]}}}"
      ),
    ]
    for (path, text) in places {
      let found = JobReading(Array(text.utf8), file: "job.yaml").problems
      #expect(found.count == 1, "\(found)")
      let problem = try #require(found.first)
      #expect("\(problem.path)".hasPrefix(path))
      #expect(problem.message.hasPrefix("expected "))
      #expect(
        problem.message.hasSuffix(", found \(code) in \(quoted("a\(hidden)b"))")
          || path.hasSuffix("partition")
      )
    }
    let key = "backfill: {assets: [a], partitions: {partitioning: static, keys: [a\(hidden)b]}}"
    #expect(problems(document(steps: key)).count == 1)
    let tag = "launch: {job: a, location: b, options: {tags: {a\(hidden)b: a}}}"
    #expect(problems(document(steps: tag)).count == 1)
  }

  /// An escape shows the character itself, and a reviewer would have to know what it does.
  @Test(arguments: [#"\u202E"#, #"\e"#, #"\x7F"#, #"\u200B"#, #"\L"#, #"\N"#, #"\U000E0041"#])
  func refusesTheSameAsAnEscape(_ escape: String) {
    for step in [
      #"materialize: {asset: "a\#(escape)b"}"#, #"launch: {job: "a\#(escape)b", location: b}"#,
      #"materialize: {asset: a, options: {tags: {"a\#(escape)": b}}}"#,
    ] {
      #expect(problems(document(steps: step)).count == 1, "\(step)")
    }
    let owner = document(
      metadata: "name: x\nowner: \"a\(escape)b\"\nreason: why",
      steps: "materialize: {asset: a}"
    )
    #expect(problems(owner).count == 1)
  }

  /// A reason has lines, and a configuration may hold the byte between two columns.
  @Test func takesLinesInReasonsAndControlCharactersInConfigurations() {
    let text = document(
      metadata: "name: x\nowner: me\nreason: \"one\\n\\ttwo\"",
      steps: #"launch: {job: a, location: b, config: {ops: {a: {config: {delimiter: "\x01\n"}}}}}"#
    )
    #expect(problems(text) == [])
    #expect(problems(document(steps: #"launch: {job: a, location: b, config: {a: "\u202E"}}"#)).count == 1)
  }

  @Test func showsTheLineAndACaret() {
    let text = document(
      metadata: "name: x\nowner: me\nreason: \"\"",
      steps: "backfill:\n  assets: [a]\n  partitions:\n    partitioning: daily\n    keys: [\"2024-02-30\"]",
      "materialise:\n  asset: a"
    )
    #expect(
      rendered(text) == [
        """
        job.yaml:6:11: error: metadata.reason: expected text that is not blank, found ""
            reason: ""
                    ^~
        """,
        """
        job.yaml:14:16: error: spec.steps[0].backfill.partitions.keys[0]: expected a day like 2024-02-01, \
        found "2024-02-30" (February 2024 has 29 days)
                  keys: ["2024-02-30"]
                         ^~~~~~~~~~~~
        """,
        """
        job.yaml:16:5: error: spec.steps[1].materialise: expected a mapping with one of the keys \
        \(keywords), found `materialise` (did you mean `materialize`?)
              materialise:
              ^~~~~~~~~~~
        """,
      ]
    )
  }

  @Test func aDocumentWithAProblemIsNoDocument() {
    let reading = JobReading(Array(document(steps: "materialize: {asset: \"\"}").utf8), file: "job.yaml")
    #expect(reading.document == nil)
    #expect(reading.root != nil)
    #expect(reading.problems.count == 1)
  }

  static let noDocuments: [Verdict] = [
    Verdict("", "job.yaml: error: expected a document, found nothing"),
    Verdict(
      "1",
      "job.yaml:1:1: error: expected a mapping with the keys `apiVersion`, `kind`, `metadata`, `spec`, found 1"
    ),
    Verdict(
      "{}",
      "job.yaml:1:1: error: expected the key `apiVersion`: the version of this format (add it)",
      "job.yaml:1:1: error: expected the key `kind`: what this document is (add it)",
      "job.yaml:1:1: error: expected the key `metadata`: which job it is, whose, and why (add it)",
      "job.yaml:1:1: error: expected the key `spec`: what to do (add it)"
    ),
  ]

  @Test(arguments: noDocuments)
  func whatIsNoDocumentAtAll(text: Verdict) {
    #expect(problems(text.text) == text.problems)
  }

  @Test func aThousandProblemsAreReportedAndThatThereAreMore() throws {
    let steps = (0..<1_200).map { "materialize: {asset: \"a//\($0)\"}" }
    let text = document(steps: "launch: 1") + steps.map { "  - \($0)\n" }.joined()
    let found = problems(text)
    #expect(found.count == 1_001)
    #expect(
      found[999]
        == "job.yaml:1009:26: error: spec.steps[999].materialize.asset: expected an asset key like orders "
        + "or sales/orders, found \"a//998\""
    )
    #expect(found[1_000] == "job.yaml: note: found more than 1000 problems; the others are not shown")
  }

  @Test func aKeyBehindAThousandUnknownOnesIsNotMissing() {
    let unknown = (0..<1_100).map { "x\($0): 1\n" }.joined()
    let found = problems(unknown + document(steps: "materialize: {asset: a}"))
    #expect(found.count == 1_001)
    #expect(!found.contains { $0.contains("expected the key") })
  }

  @Test func aKeyOfOddTextIsShownOnOneLine() {
    #expect(
      problems(document(steps: "\"a\\nb\": 1")) == [
        "job.yaml:10:5: error: spec.steps[0].a\\nb: expected a mapping with one of the keys \(keywords), "
          + "found `a\\nb`"
      ]
    )
  }

  @Test func aNoteThatThereIsMoreComesLast() throws {
    let text = document(steps: "materialize: {asset: a}") + String(repeating: "kind: Job\n", count: 120)
    let found = problems(text)
    #expect(found.last == "job.yaml: note: found more than 100 problems; the others are not shown")
    #expect(found.count == 101)
  }
}
