import Diagnostics
import Emission
import JobDSL
import Jobs
import Testing

@Suite struct JobProblemsTests {
  private static var broken: Job {
    // The compiler's own places, as if this were a file of Sources/Jobs.
    #sourceLocation(file:"/home/me/Sources/repository/Sources/Jobs/Broken.swift",line:1)
    Job("Broken", owner: "", reason: "why") {
      Materialize(.dimProducts)
      Backfill(.orders, from: "2024-02-30", through: "2024-02-01")
        .maxConcurrentRuns(0)
      Backfill(
        .regionStats,
        partitions: [.eu, .eu]
      )
    }
    .kubernetes(KubernetesSettings(cpu: "lots", memory: "1", deadlineHours: 0, serviceAccount: "Me"))
    #sourceLocation()
  }

  private static let expected = [
    "Sources/Jobs/Broken.swift:1:8: error: metadata.name: expected a DNS-1123 name of at most 63 small letters, "
      + "digits and `-`, found \"Broken\"",
    "Sources/Jobs/Broken.swift:1:8: error: metadata.owner: expected text that is not blank, found \"\"",
    "Sources/Jobs/Broken.swift:1:8: error: kubernetes.cpu: expected a Kubernetes CPU quantity like 100m or 2, "
      + "found \"lots\"",
    "Sources/Jobs/Broken.swift:1:8: error: kubernetes.memory: expected a Kubernetes memory quantity like 128Mi, "
      + "found \"1\"",
    "Sources/Jobs/Broken.swift:1:8: error: kubernetes.deadlineHours: expected a whole number from 1 to 720, found 0",
    "Sources/Jobs/Broken.swift:1:8: error: kubernetes.serviceAccount: expected a DNS-1123 name of at most 63 "
      + "small letters, digits and `-`, found \"Me\"",
    "Sources/Jobs/Broken.swift:3:7: error: spec.steps[1].backfill.partitions.from: expected a day like "
      + "2024-02-01, found \"2024-02-30\" (February 2024 has 29 days)",
    "Sources/Jobs/Broken.swift:3:7: error: spec.steps[1].backfill.maxConcurrentRuns: expected a whole number "
      + "from 1 to 1000, found 0",
    "Sources/Jobs/Broken.swift:5:7: error: spec.steps[2].backfill.partitions.keys[1]: expected each key once, "
      + "found \"eu\" again: it is keys[0]",
  ]

  @Test func areAtTheStepOrTheJob() {
    #expect(problems(of: [Self.broken]) == Self.expected)
  }

  /// It is two steps in the document, and one backfill in Swift.
  @Test func aCanaryIsWrongOnceAndAtItsLine() {
    #sourceLocation(file:"/home/me/Sources/repository/Sources/Jobs/Tried.swift",line:1)
    let job = Job("tried", owner: "me", reason: "why") {
      Backfill(.orders, from: "2024-02-30", through: "2024-03-02")
        .canary(partitions: 0)
      Backfill(.orders, from: "2024-02-01", through: "2024-02-02")
        .canary(partitions: 2) { Check(.orders) }
      Backfill(.orders, from: "2024-02-01", through: "2024-02-04")
        .canary(partitions: 1)
        .canary(partitions: 2)
    }
    #sourceLocation()
    #expect(
      problems(of: [job]) == [
        "Sources/Jobs/Tried.swift:2:7: error: spec.steps[0].backfill.partitions.from: expected a day like "
          + "2024-02-01, found \"2024-02-30\" (February 2024 has 29 days)",
        "Sources/Jobs/Tried.swift:3:16: error: spec.steps[0].backfill.part.first: expected a whole number of at "
          + "least 1, found 0",
        "Sources/Jobs/Tried.swift:5:16: error: spec.steps[4].backfill.part.afterFirst: expected a canary of fewer "
          + "partitions than the 2 of the backfill, found 2 (a backfill that is tried as a whole needs no canary)",
        "Sources/Jobs/Tried.swift:8:16: error: spec.steps[5].backfill.part.first: expected this condition once, "
          + "found it again: it is on line 7 already (remove one of the two)",
      ]
    )
  }

  /// In a file that several jobs share.
  @Test func ofAStepThatIsSharedNameTheJob() {
    let shared = Self.shared
    let jobs = ["A.swift", "B.swift"].map { file in
      job(file == "A.swift" ? "first" : "second", file: file) {
        shared
      }
    }
    let message =
      "Sources/Jobs/Shared.swift:2:5: error: spec.steps[0].backfill.partitions.through: expected a day like 2024-02-01, "
      + "found \"2024-02-31\" (in the job"
    #expect(
      problems(of: jobs) == [
        "\(message) first, Sources/Jobs/A.swift:3; February 2024 has 29 days)",
        "\(message) second, Sources/Jobs/B.swift:3; February 2024 has 29 days)",
      ]
    )
  }

  @StepsBuilder private static var shared: [LocatedStep] {
    #sourceLocation(file:"/home/me/Sources/repository/Sources/Jobs/Shared.swift",line:2)
    Backfill(.orders, from: "2024-02-01", through: "2024-02-31")
    #sourceLocation()
  }

  @Test func ofAllJobsAreReportedAtOnceInTheOrderOfTheFiles() {
    let other = job("Y", file: "A.swift") { Materialize(.dimProducts) }
    let first =
      "Sources/Jobs/A.swift:3:12: error: metadata.name: expected a DNS-1123 name of at most 63 small letters, "
      + "digits and `-`, found \"Y\""
    #expect(problems(of: [Self.broken, other]) == [first] + Self.expected)
  }

  @Test func aNameUsedTwiceIsReportedAtTheLaterFile() {
    let jobs = ["C.swift", "A.swift", "B.swift"].map { file in
      job("same", file: file) { Materialize(.dimProducts) }
    }
    let message =
      "error: expected a job name of its own, found \"same\" again (Sources/Jobs/A.swift:3 has it already)"
    #expect(problems(of: jobs) == ["B", "C"].map { "Sources/Jobs/\($0).swift:3:12: \(message)" })
  }

  @Test func areShownWithTheLineOfSwift() throws {
    let jobs = ["A.swift", "B.swift"].map { job("same", file: $0) { Materialize(.dimProducts) } }
    let invalid = try #require(#expect(throws: InvalidJobs.self) { _ = try GeneratedFiles(of: jobs) })
    let problem =
      "Sources/Jobs/B.swift:3:12: error: expected a job name of its own, found \"same\" again "
      + "(Sources/Jobs/A.swift:3 has it already)\n"
    let source = "import JobDSL\n\nlet same = Job(\"same\") {\n"
    let marked = "  let same = Job(\"same\") {\n             ^\n"
    #expect(invalid.report { _ in source } == problem + marked + "1 problem: nothing was written")
    #expect(invalid.report { _ in nil } == problem + "1 problem: nothing was written")
  }

  /// What Kubernetes could not keep, at the job's line.
  @Test(arguments: TooLarge.all)
  func whatTheClusterCannotKeepIsReported(case found: TooLarge) {
    #expect(problems(of: [found.job]) == ["Sources/Jobs/X.swift:3:12: error: \(found.message)"])
    #expect(problems(of: [found.largest]) == [])
  }

  struct TooLarge: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var job: Job
    /// One that is just not too large.
    var largest: Job
    var message: String

    static let all: [TooLarge] = [
      TooLarge(
        testDescription: "a document over 1 MiB",
        job: ofCustomer(1 << 20),
        largest: ofCustomer(1_048_000),
        message:
          "spec: expected a document of at most 1048568 bytes, which is what a ConfigMap holds, found 1048987 "
          + "(select partitions by range rather than key by key, or make several jobs of it)"
      ),
      TooLarge(
        testDescription: "a reason over 128 KiB",
        job: because(String(repeating: "é", count: 65_536)),
        largest: because(String(repeating: "é", count: 65_535)),
        message:
          "metadata.reason: expected an owner and a reason of at most 131072 bytes, which is what the Job's "
          + "annotations hold, found 131074 (say it in short, and link to the rest)"
      ),
      TooLarge(
        testDescription: "steps that a record can't hold",
        job: ofSteps(400),
        largest: ofSteps(330),
        message:
          "spec.steps: expected steps whose record fits into a ConfigMap, found 400 that may take 1038986 bytes "
          + "of its 921600 (make several jobs of it)"
      ),
    ]

    /// With a name as long as that.
    private static func ofCustomer(_ length: Int) -> Job {
      let name = String(repeating: "k", count: length)
      return EmissionTests.job { Backfill(.customerProfile, partitions: ["a", "b", "c", .init(name)]) }
    }

    private static func because(_ reason: String) -> Job {
      Job("x", owner: "me", reason: reason, file: "/build/Sources/Jobs/X.swift", line: 3, column: 12) {
        Materialize(.dimProducts)
      }
    }

    private static func ofSteps(_ count: Int) -> Job {
      EmissionTests.job { for _ in 0..<count { Materialize(.dimProducts) } }
    }
  }

  /// The compiler only warns of it, and not of every way to a text.
  @Test func aSecretInTextIsRefused() {
    let secret = Secret(env: "TOKEN")
    let text = "Bearer \(String(describing: secret))"
    let job = Job(
      "x",
      owner: "me",
      reason: text,
      file: "/build/Sources/Jobs/X.swift",
      line: 3,
      column: 12
    ) {
      #sourceLocation(file:"/build/Sources/Jobs/X.swift",line:5)
      Launch(.notify, config: NotifyConfig(channel: text, token: secret))
      Launch(.noop).tags(["ticket": text])
      #sourceLocation()
    }
    let words =
      "expected text, found a Secret in it, which has none: \"Bearer <secret-without-text>\" "
      + "(pass the Secret itself to the setting that takes one)"
    #expect(
      problems(of: [job]).map { $0.replacing(/:[0-9]+: error/, with: ": error") } == [
        "Sources/Jobs/X.swift:3: error: metadata.reason: \(words)",
        "Sources/Jobs/X.swift:5: error: spec.steps[0].launch.config.ops.notify.config.channel: \(words)",
        "Sources/Jobs/X.swift:6: error: spec.steps[1].launch.options.tags.ticket: \(words)",
      ]
    )
  }

  @Test func theExamplesHaveNone() {
    #expect(problems(of: allJobs) == [])
    #expect(allJobs.count >= 8)
  }
}
