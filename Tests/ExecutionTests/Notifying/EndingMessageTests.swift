import Contract
import Diagnostics
import JSONTree
import Testing

@testable import Attempt
@testable import Ledger
@testable import Notifying

/// What people are told, and of what.
@Suite struct EndingMessageTests {
  /// The record of an attempt that ended so.
  static func record(_ outcome: Outcome = .failed, _ change: (inout Record) -> Void = { _ in }) -> Record {
    var record = Sample.full()
    record.attempts[1].notice = Notice()
    record.attempts[1].outcome = outcome
    record.watchers = ["bi", "data-platform", "crm"]
    change(&record)
    return record
  }

  private func end(_ result: RunResult, _ record: Record?) -> Ending? {
    var result = result
    result.record = record
    return Ending(result, of: nil, at: Sample.start)
  }

  private let failed = RunResult(
    .failed,
    "failed",
    "step 1 of recover-orders failed: 13 of 15 done\n  2024-02-03: KeyError"
  )

  @Test func aFailureIsToldWithItsCauseItsPeopleAndItsPages() throws {
    let ending = try #require(end(failed, Self.record()))
    #expect(ending.people == ["data-platform", "bi", "crm"])
    #expect(
      EndingMessage(ending).sections == [
        """
        *recover-orders* failed after 20m 0s
        `data-platform`: `Vendor delivered late, INC-1234`
        started by `grace`, attempt 2, <https://ci.example/7|the pipeline's run>
        """,
        """
        ```
        step 1 of recover-orders failed: 13 of 15 done
          2024-02-03: KeyError
        ```
        """,
        """
        1. intended `backfill orders 2024-02-01…2024-02-15`
        2. pending `materialize dim_products`
        """,
      ]
    )
  }

  @Test func eachStepHasItsCountsAndItsPage() throws {
    let record = Self.record(.succeeded) { $0.steps[0].launches.removeLast() }
    let ending = try #require(end(RunResult(.succeeded, "succeeded", "recover-orders succeeded"), record))
    #expect(
      EndingMessage(ending).sections[1].split(separator: "\n").first.map(String.init)
        == "1. intended `backfill orders 2024-02-01…2024-02-15`: 15 targeted, 13 materialized, 2 failed, "
        + "<https://dagster.example/runs/b/abcdefgh|backfill abcdefgh>"
    )
    #expect(EndingMessage(ending).sections[0].hasPrefix("*recover-orders* succeeded after 20m 0s\n"))
  }

  @Test func theBlocksSayWhatTheTextSays() throws {
    let ending = try #require(end(failed, Self.record()))
    let message = EndingMessage(ending)
    #expect(message.json["text"]?.text == message.sections.joined(separator: "\n\n"))
    let blocks = message.json["blocks"]?.elements ?? []
    #expect(blocks.map { $0["text"]?["text"]?.text } == message.sections)
    #expect(
      blocks.allSatisfy {
        $0["type"] == "section" && $0["text"]?["type"] == "mrkdwn" && $0["text"]?["verbatim"] == true
      }
    )
  }

  /// What people and Dagster write mentions nobody, links nowhere, and ends no code.
  @Test func foreignTextStandsAsCode() throws {
    let text = "<!channel> & `@here` \u{1B}[2J\u{202E}<https://evil.example|x>"
    let record = Self.record { record in
      (record.owner, record.reason) = (text, text + "\nsecond line")
      record.attempts[1].provenance = Provenance(actor: text, pipelineURL: "https://ci.example/a b>|c")
      record.steps[0].summary = text
      record.steps[0].launches[1].url = "https://dagster.example/<x>|y&z"
    }
    let ending = try #require(end(RunResult(.failed, "failed", text + "\n```\n" + text), record))
    let sections = EndingMessage(ending).sections
    let all = sections.joined(separator: "\n")
    #expect(
      all.contains("`&lt;!channel&gt; &amp; '@here' \\u{1B}[2J\\u{202E}&lt;https://evil.example|x&gt;`")
    )
    #expect(!all.unicodeScalars.contains { $0.isHidden && $0 != "\n" })
    #expect(all.contains("<https://dagster.example/&lt;x&gt;%7Cy&amp;z|backfill >"))
    // Nothing but our own links begins with <.
    #expect(all.split(separator: "<").dropFirst().allSatisfy { $0.hasPrefix("https://dagster.example/") })
    #expect(sections[1].split(separator: "```").count == 1)
  }

  @Test func nothingIsLongerThanSlackTakes() throws {
    let long = String(repeating: "a<&", count: 20_000)
    let record = Self.record { record in
      record.reason = long
      record.watchers = nil
      record.steps = (0..<300).map { StepRecord(index: $0, command: "backfill", summary: long) }
    }
    let ending = try #require(end(RunResult(.failed, "failed", long), record))
    let sections = EndingMessage(ending).sections
    #expect(sections.count <= 50)
    #expect(sections.allSatisfy { $0.count <= 3_000 }, "\(sections.map(\.count))")
    #expect(
      sections.last?.hasSuffix("and 260 more steps") == true
        || sections.last?.hasSuffix("and 260 steps more") == true
    )
  }

  /// Each a link of its own, in as many sections as that takes.
  @Test func theManyLongAddressesOfAWaitAreTakenToo() async throws {
    let places = (0..<10).map { "https://bi.example/\($0)?" + String(repeating: "q=1&", count: 110) }
    let show = places.map { "\"\($0)\"" }.joined(separator: ", ")
    var lab = try Lab(
      document: Lab.reloadOrders + """
          - {hold: {until: it looks right, show: [\(show)]}}
          - {backfill: {assets: [regions], partitions: {partitioning: static, keys: [eu]}}}

        """
    )
    lab.owesNotice = true
    var result = await lab.run()
    #expect(result.outcome == "waiting")
    result.record?.attempts[0].provenance.reason = String(repeating: "<&>", count: 300)
    result.record?.attempts[0].provenance.approver = String(repeating: "<&>", count: 300)
    let ending = try #require(Ending(result, of: lab.job, at: lab.clock.now()))
    let sections = EndingMessage(ending).sections
    #expect(sections.count > 3)
    #expect(sections.allSatisfy { $0.count <= 3_000 }, "\(sections.map(\.count))")
    let lines = sections.flatMap { $0.split(separator: "\n") }
    #expect(lines.count { $0.hasPrefix("look at <https://bi.example/") } == 10)
    #expect(lines.contains { $0.hasPrefix("`runner plan reload-orders`") })
  }

  @Test func anAddressThatIsTooLongIsNoLink() throws {
    let long = "https://bi.example/" + String(repeating: "&", count: 400)
    let record = Self.record { $0.steps[0].launches[1].url = long }
    let ending = try #require(end(failed, record))
    #expect(!EndingMessage(ending).sections.joined().contains("<https://bi.example/"))
  }

  @Test func earlierEndsThatNobodyWasToldOfAreToldAlong() throws {
    let record = Self.record(.succeeded) { record in
      record.attempts[0].notice = Notice(problem: "no answer")
      (record.attempts[0].ended, record.attempts[0].outcome) = (Sample.start.advanced(by: 60), .failed)
    }
    let ending = try #require(end(RunResult(.succeeded, "succeeded", "x succeeded"), record))
    #expect(
      EndingMessage(ending).sections.last
        == "Nobody was told that attempt 1 failed at 2024-03-01 10:01:00 UTC"
    )
    #expect(ending.attempts.map(\.number) == [1, 2])
  }

  /// Killed before it told: the next attempt finds the job done, and tells it.
  @Test func whatNobodyWasToldOfIsToldByTheNextAttempt() throws {
    let result = RunResult(.succeeded, "already_succeeded", "x has succeeded already; nothing was launched")
    let record = Self.record(.succeeded) { $0.outcome = .succeeded }
    let ending = try #require(end(result, record))
    #expect(EndingMessage(ending).sections[0].hasPrefix("*recover-orders* succeeded after 20m 0s\n"))
    #expect(EndingMessage(ending).sections.count == 2)
    var told = record
    told.attempts[1].notice = Notice(told: Sample.start)
    #expect(end(result, told) == nil)
  }

  @Test func aFailureThatNobodyWasToldOfIsToldByTheNextPod() throws {
    let record = Self.record(.failed) { record in
      record.outcome = .failed
      record.steps = [
        StepRecord(index: 0, command: "launch", summary: "x", state: .failed, message: "no data")
      ]
    }
    let result = RunResult.alreadyFailed(record)
    let ending = try #require(end(result, record))
    #expect(EndingMessage(ending).sections[0].hasPrefix("*recover-orders* failed after 20m 0s\n"))
    #expect(EndingMessage(ending).sections.contains { $0.contains("step 1 failed: no data") })
    var told = record
    told.attempts[1].notice = Notice(told: Sample.start)
    #expect(end(result, told) == nil)
  }

  static let others: [(RunResult, Bool)] = [
    (RunResult(.detached, "detached", ""), false), (RunResult(.unavailable, "unavailable", ""), false),
    (RunResult(.held, "held", ""), false), (RunResult(.failed, "canceled", ""), false),
    (RunResult(.succeeded, "already_succeeded", ""), false),
    (RunResult(.failed, "already_failed", ""), false),
    (RunResult(.succeeded, "waiting", ""), false), (RunResult(.failed, "still_running", ""), true),
    (RunResult(.ambiguous, "record_vanished", ""), true), (RunResult(.stalePlan, "stale_plan", ""), true),
    (RunResult(.refused, "condition_not_met", ""), true), (RunResult(.bug, "bug", ""), true),
  ]

  /// Of what is recorded by somebody else, or not at all.
  @Test(arguments: others) func endsThatPeopleAreToldOf(result: RunResult, isTold: Bool) throws {
    let found = end(result, Self.record { $0.attempts[1].notice = nil })
    #expect((found != nil) == isTold)
    // Without a record there is a document, or nobody who could be told.
    #expect(end(result, nil) == nil)
    let lab = try Lab()
    let first = Ending(result, of: lab.job, at: Sample.start)
    #expect((first != nil) == isTold)
    if let first {
      #expect(first.people == ["tests"])
      #expect(first.attempts.isEmpty)
      let heading = EndingMessage(first).sections[0]
      #expect(heading == "*reload-orders* ended: `\(result.outcome)`\n`tests`: `A test`", "\(heading)")
    }
  }
}
