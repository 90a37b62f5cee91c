import Dagster
import DagsterModel
import Foundation
import HTTP
import Kubernetes
import Programs
import Testing
import Works

@testable import Attempt
@testable import ClusterLedger
@testable import Ledger
@testable import Planning

/// What Dagster, Kubernetes, Git and the system say in their own words never stands alone: words of ours say what to do.
@Suite struct ForeignTextTests {
  /// Foreign text, in a form that nothing of ours has.
  static let foreign = "Zxq-7 <wholly foreign>"

  /// How what is to be done begins.
  static let advice = [
    "ask for", "check", "change", "choose", "create the", "do what it says", "free some space", "give the",
    "give another", "let an administrator", "look it up", "look at", "look into", "make it smaller",
    "once that is fixed",
    "once the cause is fixed", "fix what it names", "raise the", "read it again", "restore it",
    "run `runner plan`",
    "run it as its owner", "run it in", "run it again", "run the job again", "see whether", "try again",
    "update the",
  ]

  private func expectAdvice(in text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(text.contains(Self.foreign), "\(text)", sourceLocation: sourceLocation)
    let ours = text.replacing(Self.foreign, with: "")
    #expect(
      Self.advice.contains { ours.contains($0) },
      "no advice in: \(text)",
      sourceLocation: sourceLocation
    )
  }

  // MARK: - Dagster

  /// Of each reason that carries foreign text, one; a reason that is new has to be put here or among those without.
  static let reasons: [DagsterError.Reason] = [
    .transport(.unreachable(.other, detail: foreign)), .transport(.unreachable(.tls, detail: foreign)),
    .transport(.connectionLost(detail: foreign, mayHaveBeenReceived: true)), .unauthorized(message: foreign),
    .notFound(.asset, name: foreign),
    .invalidConfig([ConfigProblem(path: [], message: foreign, reason: "RUNTIME_TYPE_MISMATCH")]),
    .unknownPartitions([foreign]), .refused(type: "InvalidSubsetError", message: foreign),
    .rejected(message: foreign, className: "KeyError"),
    .rejected(message: foreign, className: "OperationalError"),
    .graphQL([foreign]), .httpStatus(502, excerpt: foreign, retryAfter: nil),
    .notDagster(status: 200, finding: foreign), .malformed(answer: foreign, expected: "a run"),
  ]

  private static func hasForeignText(_ reason: DagsterError.Reason) -> Bool {
    switch reason {
    case .transport(.unreachable), .transport(.connectionLost), .unauthorized, .notFound, .invalidConfig,
      .unknownPartitions, .refused,
      .rejected, .graphQL, .httpStatus, .notDagster, .malformed:
      true
    case .transport, .unsupportedVersion, .invalidRequest, .configuration: false
    }
  }

  @Test(arguments: reasons) func dagstersHaveAdvice(_ reason: DagsterError.Reason) {
    #expect(Self.hasForeignText(reason))
    for isMutation in [false, true] {
      let error = DagsterError(
        reason,
        operation: "Op",
        endpoint: "http://dagster/graphql",
        isMutation: isMutation
      )
      expectAdvice(in: RunResult(error).message)
      expectAdvice(in: RunResult(lookingAtWork: error).message)
      expectAdvice(in: RunResult(launch: error).message)
      expectAdvice(in: RunResult(CheckFailure.dagster(error)).message)
    }
  }

  /// Why runs failed, in the words of the people's own code.
  @Test func reasonsOfFailedRunsHaveAdvice() {
    var observation = Observation.vanished("run 1")
    observation.errorMessage = Self.foreign
    let failures = [FailedPartition(partition: "2024-01-01", runID: "1", reason: Self.foreign)]
    expectAdvice(in: RunResult.failed("job", step: 0, observation.explanation, []).message)
    expectAdvice(in: RunResult.failed("job", step: 0, "0 of 1 done", failures).message)
  }

  // MARK: - Kubernetes

  static let kubernetesReasons: [KubernetesError.Reason] = [
    .transport(.unreachable(.refused, detail: foreign)),
    .transport(.connectionLost(detail: foreign, mayHaveBeenReceived: false)),
    .notKubernetes(status: 200, finding: foreign), .malformed(finding: foreign),
    .server(status: 500, message: foreign, retryAfter: nil), .unauthorized(message: foreign),
    .notFound(kind: "configmaps", message: foreign), .notFound(kind: "namespaces", message: foreign),
    .alreadyExists(message: foreign), .conflict(message: foreign), .forbidden(message: foreign),
    .forbiddenForNow(message: foreign), .denied(message: foreign), .quotaExceeded(message: foreign),
    .tooLarge(message: foreign), .invalid(message: foreign),
  ]

  @Test(arguments: kubernetesReasons) func kubernetesHasAdvice(_ reason: KubernetesError.Reason) {
    switch reason {
    case .transport, .configuration, .notKubernetes, .malformed, .server, .unauthorized, .notFound,
      .alreadyExists,
      .conflict, .forbidden, .forbiddenForNow, .denied, .quotaExceeded, .tooLarge, .invalid:
      break  // A reason that is new has to be put into the list.
    }
    for verb in [KubernetesError.Verb.get, .create, .update] {
      let request = KubernetesError.Request(verb, ConfigMap.type, name: "a", namespace: "data")
      let error = KubernetesError(reason, request: request, server: "https://cluster")
      expectAdvice(in: error.description)
      expectAdvice(in: LedgerError(error).description)
      expectAdvice(in: RunResult(LedgerError(error)).message)
    }
  }

  // MARK: - Git and the system

  @Test(arguments: ["", "fatal: detected dubious ownership in ", "fatal: not a git repository: "])
  func gitHasAdvice(_ beginning: String) throws {
    let script = "echo \"$1\" >&2; exit 128"
    let result = try Program(name: "sh").run(["-c", script, "sh", beginning + Self.foreign], isQuiet: true)
    expectAdvice(in: result.noRepository)
  }

  @Test(arguments: 1...130) func theSystemHasAdvice(code: Int32) {
    let error = SystemFailure(operation: "read \(Self.foreign)", code: code).unavailable
    expectAdvice(in: error.description)
    expectAdvice(in: RunResult(error).message)
  }

  @Test func whatIsStoredHasAdvice() {
    expectAdvice(in: RunResult(LedgerError.damaged(source: "a.json", why: Self.foreign)).message)
    expectAdvice(in: "\(LedgerError.damaged(source: "a.json", why: Self.foreign))")
  }

  // MARK: - The sources

  /// An error of Dagster's reaches people as `advised` or by way of a `RunResult`, never as it is.
  @Test func noneIsPrintedAsItIs() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
    var (found, catches) = ([String](), 0)
    for module in [
      "ClusterLedger", "Ledger", "Attempt", "Works", "Planning", "Running", "Reporting", "RunnerCommand",
    ] {
      let folder = sources.appending(path: module)
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      where path.hasSuffix(".swift") {
        let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
        for block in text.split(separator: "do throws(DagsterError)").dropFirst() {
          catches += 1
          // Up to the end of the function.
          let body = block.prefix(upTo: block.firstRange(of: "\n  }\n")?.lowerBound ?? block.endIndex)
          if body.contains("\\(error)") || body.contains("error.description") {
            found.append("\(module)/\(path)")
          }
        }
      }
    }
    #expect(catches > 10)
    #expect(found == [], "tell people `error.advised`")
  }
}
