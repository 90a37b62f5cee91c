import Ledger
import TestSupport
import Testing

/// What comes from a Secret, an `.env` file or a Windows editor.
@Suite(.onDagster) struct SettingTests {
  static let edges = ["\r", "\n", " \r\n", "\t", "\u{FEFF}"]

  @Test func aLineEndAtTheEdgeOfASettingIsNoPartOfIt() async throws {
    let job = try JobFile("edges", steps: "- materialize: {asset: dim_products}")
    let first = try await job.run()
    #expect(first.status == 0)
    #expect(first.errors.contains("this is the first record in the ledger file://\(job.folder.path)/ledger"))
    for edge in Self.edges {
      var again = job
      for (name, value) in job.environment {
        again.environment[name] = value.map { $0 + edge }
      }
      let ending = try await again.run()
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(ending.output.hasPrefix("already_succeeded: "))
      #expect(!ending.errors.contains("first record"))
    }
    #expect(try await Witness().runs(of: job.name).count == 1)
    #expect(try await job.record()?.attempts.first?.provenance.actor == "ada")
  }

  @Test func theEdgesOfAnOptionAreNoPartOfItEither() async throws {
    let job = try JobFile("option-edges", steps: "- materialize: {asset: dim_products}")
    let ending = try await job.run(
      "--ledger",
      "file://\(job.folder.path)/ledger\r",
      "--dagster-url",
      "\(SharedServer.url ?? "") "
    )
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(try await job.record() != nil)
  }
}
