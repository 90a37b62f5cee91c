import Dagster
import DagsterModel
import Foundation
import Ledger
import TestSupport
import Testing

/// One name, one launch: whoever comes, and however the runner ends.
@Suite(.onDagster) struct AtMostOnceTests {
  @Test func aSignalDetachesAndTheNextRunAttaches() async throws {
    // The work has to outlast this process's pauses while every other test runs.
    let job = try JobFile("detach", steps: Sleep.steps(seconds: 60))
    let child = try job.start("run", "job.yaml")
    try await job.waitForRecord { $0.steps.first?.state == .launched }
    child.terminate()
    let first = await child.ending()
    let run = try #require(try await Witness().runs(of: job.name).first)
    let page = "\(SharedServer.url ?? "")/runs/\(run.id.rawValue)"
    #expect(first.status == 75)
    #expect(
      first.output == """
        detached: stopped watching; the work in Dagster goes on: run the same job again to attach
          \(page)

        """
    )
    #expect(run.status.isTerminal == false)

    let second = try await job.run()
    #expect(second.status == 0)
    #expect(second.output == "succeeded: \(job.name) succeeded\n  \(page)\n")
    #expect(try await Witness().runs(of: job.name).map(\.id) == [run.id])
    let record = try #require(try await job.record())
    #expect(record.attempts.map(\.outcome) == [.other("detached"), .succeeded])
    #expect(record.steps.map(\.launches.count) == [1])
  }

  /// Its record can't be written just then: something else holds the lock.
  @Test(arguments: [(signals: [SIGTERM], how: "without having recorded it"), ([SIGINT, SIGTERM], "at once")])
  func whoCannotRecordThatItLeavesLeavesAllTheSame(_ signals: [Int32], _ how: String) async throws {
    let job = try JobFile("leave", steps: Sleep.steps(seconds: 30))
    let child = try job.start("run", "job.yaml", "--lease", "3")
    try await job.waitForRecord { $0.steps.first?.state == .launched }
    let lock = open("\(job.folder.path)/ledger/\(job.name).lock", O_RDWR | O_CREAT, 0o600)
    #expect(flock(lock, LOCK_EX) == 0)
    for signal in signals { child.send(signal) }
    let ending = await child.ending()
    close(lock)
    #expect(ending.status == 75)
    #expect(
      ending.output
        == "detached: left \(how); the work in Dagster goes on: run the same job again to attach\n"
    )
    // The claim was not given back; it runs out.
    var next = try await job.run("--lease", "3")
    while next.status == 5 { next = try await job.run("--lease", "3") }
    #expect(next.status == 0, "\(next.output)\(next.errors)")
    #expect(try await Witness().runs(of: job.name).count == 1)
  }

  @Test func ofTwoRunnersAtOnceOneLaunches() async throws {
    let job = try JobFile("race", steps: Sleep.steps(seconds: 5))
    async let left = job.run()
    async let right = job.run()
    let endings = try await [left, right].sorted { $0.status < $1.status }
    // The later one may find the record of the other as it begins, or after it has succeeded.
    #expect(endings[0].status == 0, "\(endings[0].output)\(endings[0].errors)")
    #expect([0, 5].contains(endings[1].status), "\(endings[1].output)\(endings[1].errors)")
    #expect(try await Witness().runs(of: job.name).count == 1)
  }

  @Test func aChangedDocumentUnderAUsedNameIsRefused() async throws {
    let job = try JobFile("changed", steps: "- materialize:\n    asset: dim_products")
    #expect(try await job.run().status == 0)
    let old = try #require(try await job.record())
    try job.rewrite(steps: "- launch:\n    job: noop_job\n    location: lab")
    let ending = try await job.run()
    #expect(ending.status == 6)
    #expect(ending.output.hasPrefix("document_changed: the name \(job.name) was used for another document ("))
    #expect(ending.output.contains("(\(old.document.digest)); this one is sha256:"))
    #expect(ending.output.hasSuffix(": give the changed job a name of its own\n"))
    #expect(try await job.record() == old)
    #expect(try await Witness().runs(of: job.name).count == 1)
  }

  @Test func aChangedCommentIsNoOtherDocument() async throws {
    let job = try JobFile("comment", steps: "- materialize:\n    asset: dim_products")
    #expect(try await job.run().status == 0)
    try job.rewrite(steps: "# by another hand\n- materialize: {asset: \"dim_products\"}")
    let ending = try await job.run()
    #expect(ending.status == 0)
    #expect(ending.output.hasPrefix("already_succeeded: "))
  }

  @Test func aChangedDocumentIsAllowedWhereNothingWasLaunched() async throws {
    let job = try JobFile("mended", steps: "- materialize:\n    asset: dim_prodcts")
    #expect(try await job.run().status == 65)
    try job.rewrite(steps: "- materialize:\n    asset: dim_products")
    #expect(try await job.run().status == 0)
    #expect(try await Witness().runs(of: job.name).count == 1)
  }
}
