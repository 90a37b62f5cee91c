import Foundation
import SeededRandom
import TestSupport
import Testing
import YAML

/// What somebody may type into a form, run as the pipelines run it, with a stand-in for ci/trigger.
@Suite struct PipelineTests {
  private static let job = "recover-orders-2024-02"

  /// Each would leave a file `broken` behind, where it was taken for a part of a script.
  private static let hostile = [
    "$(touch broken)", "`touch broken`", "'; touch broken; '", "\"; touch broken; \"", "x\ntouch broken\n",
    "${IFS}$(touch\tbroken)", "a && touch broken", "--mode=cancel", "%n%s", "```\n# heading", "\\", "é 🙂",
  ]

  /// A folder as a pipeline's checkout, whose ci/trigger records what it was given.
  private func withCheckout<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    try await withTemporaryFolder { folder in
      for path in ["ci/lib", "generated/\(Self.job)"] {
        let copy = folder.appending(path: path)
        try FileManager.default.createDirectory(
          at: copy.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try FileManager.default.copyItem(at: inPackage(path), to: copy)
      }
      // Not written here: a program that starts meanwhile would hold them open, and Linux then doesn't run them.
      for (name, program) in [
        ("pipeline", "ci/pipeline"), ("approval", "ci/approval"),
        ("trigger", "Tests/EmissionTests/StandIns/trigger"), ("gitlab", "ci/gitlab"),
      ] {
        try FileManager.default.createSymbolicLink(
          at: folder.appending(path: "ci/\(name)"),
          withDestinationURL: inPackage(program)
        )
      }
      // What ci/verified-image and the jobs before leave behind.
      let programs = folder.appending(path: "programs")
      try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
      let plan = try #require(Self.form["PLAN"])
      for (name, text) in [
        ("programs/version", "VERSION=\(Self.image)\n"), ("programs/started-by", "ada\n"),
        ("plan.env", "PLAN=\(plan)\nVERSION=\(Self.image)\n"),
      ] {
        try Data(text.utf8).write(to: folder.appending(path: name))
      }
      return try await body(folder)
    }
  }

  private static let image = "sha256:\(String(repeating: "b", count: 64))"

  private static let form = [
    "JOB": job, "VERSION": image, "RUNNER_TEMP": ".", "MODE": "run", "REASON": "because", "CONFIRM": job,
    "NAMESPACE": "",
    "PLAN": "sha256:\(String(repeating: "a", count: 64))", "RUNNER_IMAGE": "registry.example/runner",
    "PACKAGE": ".", "KUBECONFIG": "kubeconfig", "GITLAB_USER_LOGIN": "bob",
    "GITHUB_STEP_SUMMARY": "summary.md", "GITHUB_OUTPUT": "output", "SUMMARY_FILE": "summary.md",
  ]

  /// As GitHub runs `shell: bash`, and GitLab about the same.
  private func run(_ script: String, _ changes: [String: String], in folder: URL) async throws -> Child.Ending
  {
    let form = Self.form.merging(changes) { $1 }.map { "\($0)=\($1)" }
    return try await TestSupport.run(
      program("env"),
      form + ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
      in: folder
    )
  }

  private func arguments(in folder: URL) throws -> [String]? {
    guard let data = try? Data(contentsOf: folder.appending(path: "arguments")) else { return nil }
    return String(decoding: data, as: UTF8.self).split(separator: "\0", omittingEmptySubsequences: false)
      .dropLast().map(String.init)
  }

  /// The scripts that end in ci/trigger.
  private static let triggering = PipelineFile.allScripts.filter { $0.text.contains("ci/pipeline") }

  @Test func bothServersCallTheTrigger() {
    #expect(Self.triggering.map(\.file).filter { $0.hasPrefix(".github") }.count == 3)
    #expect(Self.triggering.map(\.file).filter { $0.hasPrefix("ci/gitlab") }.count == 3)
  }

  @Test(arguments: triggering, hostile)
  func aReasonIsData(script: PipelineFile.Script, reason: String) async throws {
    try await withCheckout { folder in
      let result = try await run(script.text, ["REASON": reason], in: folder)
      #expect(result.status == 0, "\(result)")
      let given = try #require(try arguments(in: folder))
      let mode = script.text.contains(/ci\/pipeline"? plan/) ? "plan" : "run"
      let plan = mode == "run" ? ["--plan", try #require(Self.form["PLAN"])] : []
      #expect(
        given == [Self.job, Self.image, "--mode", mode, "--namespace", "production-jobs", "--image"]
          + ["registry.example/runner"] + plan
      )
      #expect(try String(contentsOf: folder.appending(path: "reason"), encoding: .utf8) == reason)
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "broken").path))
    }
  }

  /// Made up of what a shell, a runner's log or a terminal takes for something else.
  private static let madeUp: [String] = {
    let parts = [
      "$(", ")", "`", "'", "\"", ";", "&", "|", "<", ">", "*", "?", "!", "#", "~", "\\", "{", "}", "[", "]",
      "\n", "\r",
      "\t", " ", "=", "%0A", "::add-mask::", "${{ github.token }}", "--", "../", "\u{1B}[2J", "\u{202E}",
      "\u{2028}",
      "touch broken", job, "run", image,
    ]
    var random = SeededGenerator(seed: 1)
    return (0..<42).map { _ in
      let text = (0..<Int.random(in: 2...9, using: &random)).map { _ in
        parts.randomElement(using: &random) ?? ""
      }
      return text.joined() + "$(touch broken)"
    }
  }()

  /// One script of each server is enough: they all leave the form to ci/pipeline.
  private static let oneOfEach = [".github", "ci/gitlab"].compactMap { server in
    triggering.last { $0.file.hasPrefix(server) }
  }

  @Test(
    arguments: oneOfEach,
    (hostile + madeUp).flatMap { text in ["JOB", "VERSION", "MODE", "CONFIRM", "PLAN"].map { [$0, text] } }
  )
  func anythingElseThatIsHostileIsRefused(script: PipelineFile.Script, input: [String]) async throws {
    try await withCheckout { folder in
      let result = try await run(script.text, [input[0]: input[1]], in: folder)
      #expect(result.status == 64, "\(result)")
      #expect(result.errors.hasPrefix("pipeline: ") && result.errors.hasSuffix(" (see --help)\n"))
      #expect(try arguments(in: folder) == nil)
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "broken").path))
    }
  }

  @Test func theSummaryCannotBeBrokenOutOf() async throws {
    try await withCheckout { folder in
      _ = try await run("ci/pipeline", ["REASON": "````\n# heading"], in: folder)
      let summary = try String(contentsOf: folder.appending(path: "summary.md"), encoding: .utf8)
      #expect(
        summary == """
          ## run recover-orders-2024-02: done

          `````
          job      recover-orders-2024-02
          version  \(Self.image)
          reason   ````
          # heading

          `````

          ```
          \(try Self.printedPlan())
          ```


          """
      )
    }
  }

  /// What the stand-in prints: a plan as `runner plan` prints it.
  private static func printedPlan() throws -> String {
    try String(contentsOf: inPackage("Tests/EmissionTests/StandIns/plan.txt"), encoding: .utf8)
  }

  private func output(in folder: URL) -> String? {
    try? String(contentsOf: folder.appending(path: "output"), encoding: .utf8)
  }

  @Test func thePlansDigestIsPassedOn() async throws {
    let line = try #require(try Self.printedPlan().split(separator: "\n").last)
    #expect(line.hasPrefix("digest  sha256:"))
    try await withCheckout { folder in
      let form = ["OUTPUT_FILE": "output", "MODE": "run", "PLAN": ""]
      let result = try await run("ci/pipeline plan", form, in: folder)
      #expect(result.status == 0, "\(result)")
      let plan = line.dropFirst("digest  ".count)
      #expect(output(in: folder) == "PLAN=\(plan)\nVERSION=\(Self.image)\n")
    }
  }

  private static let digest = "digest  sha256:\(String(repeating: "a", count: 64))"

  /// Whether the digest is the plan's can't be told from these, so that nothing may be approved by them.
  @Test(
    arguments: [
      ("", 0), ("plan sha256:\(String(repeating: "a", count: 64))\n", 0), ("  \(digest)\n", 0),
      ("\(digest)a\n", 0),
      ("\(digest.uppercased())\n", 0), ("reason  \(digest)\n", 0), ("\(digest)\n\(digest)\n", 2),
      ("\(digest)\nin all  1 step\n\(digest.dropLast())b\n", 2),
    ]
  )
  func aPlanWithoutOneDigestIsNone(printed: String, count: Int) async throws {
    try await withCheckout { folder in
      let form = ["OUTPUT_FILE": "output", "MODE": "run", "PLAN": "", "PRINTED": printed]
      let result = try await run("ci/pipeline plan", form, in: folder)
      #expect(result.status == 1)
      #expect(
        result.errors
          == "pipeline: expected one line with the plan's digest in what ci/trigger printed, found "
          + "\(count): start it again\n"
      )
      #expect(output(in: folder) == nil)
    }
  }

  /// What a pod prints may look like one of GitHub's commands.
  @Test func gitHubTakesNoCommandsFromAPod() async throws {
    try await withCheckout { folder in
      let hostile = "::set-output name=PLAN::x\n::add-mask::e\n"
      let form = ["GITHUB_ACTIONS": "true", "PRINTED": hostile]
      let lines = try await run("ci/pipeline", form, in: folder).output.split(separator: "\n").map(
        String.init
      )
      let token = try #require(lines.first).replacing("::stop-commands::", with: "")
      #expect(token.count == 32 && token.allSatisfy(\.isHexDigit))
      #expect(
        lines == ["::stop-commands::\(token)", "::set-output name=PLAN::x", "::add-mask::e", "::\(token)::"]
      )
      let again = try await run("ci/pipeline", form, in: folder).output
      #expect(!again.contains(token))
      #expect(try await run("ci/pipeline", ["PRINTED": hostile], in: folder).output == hostile)
    }
  }

  @Test func aSummaryThatCannotBeWrittenChangesNoVerdict() async throws {
    try await withCheckout { folder in
      let form = ["SUMMARY_FILE": "nowhere/summary.md", "TRIGGER_STATUS": "3"]
      let result = try await run("ci/pipeline", form, in: folder)
      #expect(result.status == 3)
      #expect(result.errors.hasSuffix("\nthe summary could not be written to nowhere/summary.md\n"))
    }
  }

  @Test func nothingIsRunWithoutAPlan() async throws {
    try await withCheckout { folder in
      let result = try await run("ci/pipeline", ["PLAN": ""], in: folder)
      let message =
        "pipeline: to run \(Self.job), say which plan was approved: PLAN is empty; ci/pipeline plan finds "
        + "it out (see --help)\n"
      #expect(result == Child.Ending(status: 64, output: "", errors: message))
      #expect(try arguments(in: folder) == nil)
    }
  }

  @Test(arguments: [1, 3, 4, 5, 6, 65, 69, 75, 77])
  func theExitCodeIsTheTriggers(status: Int32) async throws {
    try await withCheckout { folder in
      let result = try await run("ci/pipeline", ["TRIGGER_STATUS": "\(status)"], in: folder)
      #expect(result.status == status)
      let summary = try String(contentsOf: folder.appending(path: "summary.md"), encoding: .utf8)
      #expect(summary.hasPrefix("## run recover-orders-2024-02: exit code \(status)\n"))
    }
  }

  @Test(arguments: ["run", "cancel"])
  func whatChangesSomethingIsConfirmedAndHasAReason(mode: String) async throws {
    try await withCheckout { folder in
      let unconfirmed = try await run("ci/pipeline plan", ["MODE": mode, "CONFIRM": "recover"], in: folder)
      let message = "pipeline: to \(mode) \(Self.job), confirm with its name; found recover (see --help)\n"
      #expect(unconfirmed == Child.Ending(status: 64, output: "", errors: message))
      let silent = try await run("ci/pipeline", ["MODE": mode, "REASON": " \n"], in: folder)
      let why = "pipeline: to \(mode) \(Self.job), say why: the reason is empty (see --help)\n"
      #expect(silent == Child.Ending(status: 64, output: "", errors: why))
      #expect(try arguments(in: folder) == nil)
    }
  }

  @Test(arguments: ["plan", "status"])
  func whatChangesNothingNeedsNeither(mode: String) async throws {
    try await withCheckout { folder in
      let result = try await run("ci/pipeline", ["MODE": mode, "CONFIRM": "", "REASON": ""], in: folder)
      #expect(result.status == 0, "\(result)")
    }
  }

  @Test(arguments: ["run", "plan"])
  func aTagIsNoVersion(mode: String) async throws {
    try await withCheckout { folder in
      for version in ["v1", "main", "latest", "sha256:abc"] {
        let result = try await run("ci/pipeline", ["MODE": mode, "VERSION": version], in: folder)
        #expect(result.status == 64)
        #expect(
          result.errors
            == "pipeline: expected the image's sha256:…, as ci/verified-image prints it, found \(version) (see --help)\n"
        )
      }
      let empty = try await run("ci/pipeline", ["MODE": mode, "VERSION": ""], in: folder)
      #expect(empty.status == 64 && empty.errors.contains("say in which image: VERSION is empty"))
      #expect(try arguments(in: folder) == nil)
    }
  }

  /// Another image or plan than the one that was looked at doesn't come through, whichever way it is named.
  @Test func aRunIsOfTheImageAndThePlanThatWereApproved() async throws {
    let other = "sha256:\(String(repeating: "c", count: 64))"
    try await withCheckout { folder in
      for (script, form) in [
        ("ci/pipeline --programs programs", ["VERSION": other]),
        ("ci/pipeline --programs programs --planned plan.env", ["PLAN": other]),
        ("ci/pipeline --planned plan.env", ["VERSION": other]),
      ] {
        let result = try await run(script, form, in: folder)
        #expect(result.status == 64, "\(result)")
        #expect(result.errors.contains(" is about ") && result.errors.contains(", not \(other)"))
      }
      #expect(try arguments(in: folder) == nil)
      let form = ["VERSION": "", "PLAN": ""]
      #expect(
        try await run("ci/pipeline --programs programs --planned plan.env", form, in: folder).status == 0
      )
      let (given, plan) = (try #require(try arguments(in: folder)), try #require(Self.form["PLAN"]))
      #expect(given.prefix(2) == [Self.job, Self.image] && given.suffix(2) == ["--plan", plan])
    }
  }

  @Test(arguments: ["", "VERSION=v1\n", "VERSION=sha256:abc\n", "PLAN=x\n"])
  func aFolderWithoutADigestIsNone(text: String) async throws {
    try await withCheckout { folder in
      try Data(text.utf8).write(to: folder.appending(path: "programs/version"))
      let result = try await run("ci/pipeline --programs programs", ["VERSION": ""], in: folder)
      #expect(
        result.status == 64 && result.errors.contains("expected one line VERSION=sha256:…"),
        "\(result)"
      )
      #expect(try arguments(in: folder) == nil)
    }
  }

  /// A cancellation is made in the image that the job runs in, unless another was asked for.
  @Test func aCancellationNeedsNoVersion() async throws {
    try await withCheckout { folder async throws in
      let form = ["MODE": "cancel", "VERSION": "", "PLAN": "", "JOB": "dropped", "CONFIRM": "dropped"]
      #expect(try await run("ci/pipeline --programs programs", form, in: folder).status == 0)
      #expect(try arguments(in: folder)?.prefix(3) == ["dropped", "--mode", "cancel"])
      let asked = form.merging(["VERSION": Self.image]) { $1 }
      #expect(try await run("ci/pipeline --programs programs", asked, in: folder).status == 0)
      #expect(try arguments(in: folder)?.prefix(3) == ["dropped", Self.image, "--mode"])
    }
  }

  @Test func aWrongNameIsAnsweredWithTheNearOnes() async throws {
    try await withCheckout { folder in
      let result = try await run(
        "ci/pipeline plan",
        ["JOB": "recover-order-2024-02", "MODE": "plan"],
        in: folder
      )
      #expect(result.status == 64)
      #expect(
        result.errors
          == "pipeline: expected the name of a job in generated/, found recover-order-2024-02; did you mean "
          + "recover-orders-2024-02? (see --help)\n"
      )
    }
  }

  @Test func whatCannotBeSeenIsShownInASummary() async throws {
    try await withCheckout { folder in
      _ = try await run(
        "ci/pipeline",
        ["REASON": "a\u{202E}b\u{1B}[2J\u{2028}", "JOB_APPROVER": "bob"],
        in: folder
      )
      let summary = try String(contentsOf: folder.appending(path: "summary.md"), encoding: .utf8)
      #expect(summary.contains("\napprover bob\nreason   a\\u{202E}b\\u{1B}[2J\\u{2028}\n"))
    }
  }

  @Test func messagesHaveNothingInThemThatCannotBeSeen() async throws {
    try await withCheckout { folder in
      for input in ["JOB", "VERSION", "MODE", "CONFIRM", "PLAN"] {
        let result = try await run("ci/pipeline", [input: "a\u{202E}\u{1B}[2J\u{9B}"], in: folder)
        #expect(result.status == 64)
        let seen = result.errors.unicodeScalars.allSatisfy {
          $0 == "\n" || $0 == "…" || (0x20...0x7E).contains($0.value)
        }
        #expect(seen, "\(result.errors.debugDescription)")
      }
    }
  }
}
