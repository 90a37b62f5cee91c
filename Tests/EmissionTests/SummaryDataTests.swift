import Diagnostics
import Emission
import JobDSL
import Jobs
import Testing

/// Summaries of what nobody would like to review.
@Suite struct SummaryDataTests {
  @Test func aBaseThatCannotBeReadIsShownAsSuch() {
    let base = BaseDocuments(
      reference: "main",
      documents: [
        "x": .unreadable(problems: [problem("a|b"), problem("more")]),
        "y": .unreadable(problems: [problem("z")]),
      ]
    )
    let found = summary(job { Launch(.noop) }, since: base)
    #expect(
      found.contains(
        "### Changed: `x`\n\nThe base's document can't be read by this version, 2 problems: "
          + "<code>job&#46;yaml&#58;1&#58;1&#58; error&#58; a&#124;b</code>\n\nOwner `me`"
      )
    )
    #expect(
      found.hasSuffix(
        "### Removed: `y`\n\nThe base's document can't be read by this version, 1 problem: "
          + "`job.yaml:1:1: error: z`\n"
      )
    )
  }

  private func problem(_ message: String) -> Diagnostic {
    Diagnostic(file: "job.yaml", position: Position(line: 1, column: 1), message: message)
  }

  @Test func aLimitBelowTheCalendarsCountIsPointedOut() {
    let text = "\n**Step 1 targets 15 partitions by the calendar and launches with at most 10.**\n"
    let risky = job { Backfill(.orders, from: "2024-02-01", through: "2024-02-15").atMost(partitions: 10) }
    let careful = job {
      Backfill(.orders, from: "2024-02-01", through: "2024-02-15").atMost(partitions: 10).only(.missing)
    }
    #expect(summary(risky, since: base()).hasSuffix(text))
    #expect(!summary(careful, since: base()).contains("**"))
  }

  @Test func whatAJobSaysStaysData() {
    let evil = "`@team` | <img src=x>\n\n## [click](http://evil)\n* item"
    let hostile = Job("x", owner: "@me", reason: evil) {
      Backfill(.customerProfile, partitions: ["a|b", "@all"]).tags(["#1": evil])
      Launch(DagsterJob<NoConfig, Unpartitioned>(evil, location: "`"))
    }
    let plain = Job("x", owner: "@you", reason: "\(evil)!") { Launch(.noop) }
    for found in [
      summary(hostile, since: base()), summary(hostile, since: base(plain)), summary(since: base(hostile)),
    ] {
      #expect(!found.contains("<img") && !found.contains("`@team`") && !found.contains("[click]"))
      let lines = found.split(separator: "\n")
      #expect(lines.filter { $0.hasPrefix("#") }.count == 2)
      let rows = lines.filter { $0.hasPrefix("|") }
      #expect(rows.allSatisfy { [5, 9].contains($0.count { $0 == "|" }) })
      let outside = found.replacing(/<code>.*?<\/code>|`[^`]*`/, with: "")
      #expect(!outside.contains("@") && !outside.contains("`") && !outside.contains("evil"))
    }
  }

  @Test func aLongListIsCut() {
    let days = (1...9).map { "2024-01-0\($0)" }
    let old = job { Backfill(.customerProfile, partitions: ["x"]) }
    let new = job { Backfill(.customerProfile, partitions: DynamicSelection.keys("x")).tags(["a": "b"]) }
    #expect(!summary(new, since: base(old)).contains("`partitions.keys`"))
    let document = JobDocument(
      metadata: old.document.metadata,
      steps: [
        Step(
          Backfill(
            assets: ["customer_profile"],
            partitions: .single(.dynamic, .keys(days)),
            config: nil,
            maxConcurrentRuns: nil,
            options: StepOptions()
          )
        )
      ]
    )
    let base = BaseDocuments(reference: "main", documents: ["x": .read(document)])
    #expect(
      summary(old, since: base).contains(
        "| 1 | `partitions.keys` | − `\"2024-01-01\"`, `\"2024-01-02\"`, `\"2024-01-03\"`, `\"2024-01-04\"`, "
          + "`\"2024-01-05\"` and 4 more | + `x` |\n"
      )
    )
  }
}
