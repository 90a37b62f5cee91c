import Emission
import Foundation
import JobDSL
import TestSupport
import Testing

@Suite struct ExampleTests {
  private static let examples = Page.blocks.filter { $0.language == "swift" }

  @Test(arguments: examples)
  func compiles(example: Page.Block) async throws {
    let result = try await ExampleCompiler().check(example.text)
    #expect(result == Child.Ending(status: 0, output: "", errors: ""))
  }

  @Test func thereAreMany() { #expect(Self.examples.count > 15) }

  @Test(arguments: [
    ("Materialize(.ordres)\n", "has no member 'ordres'"),
    (
      "import JobDSL\n\npublic let x = Job(\"x\", owner: \"me\") {\n  Launch(.noop)\n}\n",
      "a job needs a reason"
    ),
  ])
  func oneThatIsWrongDoesNot(example: String, complaint: String) async throws {
    let result = try await ExampleCompiler().check(example)
    #expect(result.status == 1)
    #expect(result.errors.contains(complaint), "\(result.errors)")
  }
}

/// The job that README.md and the tutorial begin with.
@Suite struct FirstJobTests {
  private static let file = "Sources/Jobs/ReloadOrders202403.swift"

  private func block(_ language: String, of page: String) throws -> String {
    try #require(Page(page).blocks.first { $0.language == language }).text
  }

  @Test(arguments: ["README.md", "\(Page.articles)/FirstJob.md"])
  func isTheOneThatIsEmittedHere(page: String) throws {
    let source = try String(contentsOf: inPackage("Tests/DocumentationTests/\(Self.file)"), encoding: .utf8)
    // A job of the package's own has the catalog in its module.
    let shown = try block("swift", of: page)
    #expect(shown == source.replacing("public import JobDSL\nimport Jobs\n", with: "import JobDSL\n"))
  }

  @Test func itsDocumentIsWhatEmitWrites() throws {
    let files = try GeneratedFiles(of: [reloadOrders202403]).files
    let document = try #require(files["reload-orders-2024-03/job.yaml"])
    #expect(try block("yaml", of: "README.md") == String(decoding: document, as: UTF8.self))
    #expect(files.keys.filter { $0.hasPrefix("reload-orders-2024-03/") }.count == 3)
  }

  /// Tests/EndToEndTests compares it with a real one.
  @Test func itsPlanIsOfThatDocument() throws {
    let plan = try #require(Page("README.md").blocks.first { $0.text.hasPrefix("plan of ") }).text
    #expect(plan.contains("\n  reason    \(reloadOrders202403.document.metadata.reason)\n"))
    #expect(plan.contains("\nstep 1 of \(reloadOrders202403.document.steps.count)  backfill orders "))
  }

  @Test func theConditionsAreThoseOfAGeneratedDocument() throws {
    let shown = try block("yaml", of: "\(Page.articles)/ConditionsOfAStep.md")
    let lines = shown.split(separator: "\n").map { "  \($0)\n" }.joined()
    let document = try String(
      contentsOf: inPackage("generated/fill-orders-2024-03/job.yaml"),
      encoding: .utf8
    )
    #expect(document.contains(lines))
  }
}
