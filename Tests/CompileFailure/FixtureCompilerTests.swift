import Foundation
import TestSupport
import Testing

@Suite struct FixtureCompilerTests {
  private let silent = Child.Ending(status: 0, output: "", errors: "")

  @Test(arguments: Fixture.all)
  func theCompilerSaysWhatTheFixtureExpects(fixture: Fixture) async throws {
    let result = try await FixtureCompiler().verify(fixture.url)
    #expect(result == silent)
  }

  /// The same over what `runner catalog pull` wrote for the sandbox: all but those about what it doesn't define.
  @Test func aPulledCatalogIsRefusedForTheSameReasons() async throws {
    let elsewhere = [
      "usage", "exportRegion", "greet", "crossed", "PurgeConfig", "NotifyConfig", "report", "customer",
      "Launch(.orders", "switch",
    ]
    let fixtures = try Fixture.all.map { (name: $0.name, source: try $0.source()) }.filter { fixture in
      fixture.name != Fixture.wholeLanguage && !elsewhere.contains { fixture.source.contains($0) }
    }
    #expect(fixtures.count >= 30)
    let folder = inPackage("Sources/Jobs/Catalog/lab")
    let catalog = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(catalog.count > 10)
    try await withTemporaryFolder { folder async throws in
      for fixture in fixtures {
        let file = folder.appending(path: "\(fixture.name).swift")
        let source = fixture.source.replacing(".invoice", with: ".monthlyInvoice")
        try source.write(to: file, atomically: true, encoding: .utf8)
        let result = try await FixtureCompiler().verify(file, catalog: catalog)
        #expect(result == silent, "\(fixture.name)")
      }
    }
  }

  @Test func everyFixtureButOneExpectsAnError() throws {
    #expect(Fixture.all.count > 40)
    let withoutAny = try Fixture.all.filter { try !$0.source().contains("// expected-error@+") }
    #expect(withoutAny.map(\.name) == [Fixture.wholeLanguage])
  }

  struct WrongExpectation: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var source: String
    var complaint: String
  }

  @Test(arguments: [
    WrongExpectation(
      testDescription: "an error that is not expected",
      source: #"let day = Day(1)"#,
      complaint: "unexpected error produced: cannot convert value of type 'Int' to expected"
    ),
    WrongExpectation(
      testDescription: "another message",
      source: #"let day = Day(1)  // expected-error {{cannot convert value of type 'Double'}}"#,
      complaint: "incorrect message found"
    ),
    WrongExpectation(
      testDescription: "an error on another line",
      source: """
        // expected-error {{cannot convert value of type 'Int' to expected argument type 'String'}}
        let day = Day(1)
        """,
      complaint: "expected error not produced"
    ),
    WrongExpectation(
      testDescription: "an expected error in a file that compiles",
      source: #"let day = Day("2024-02-01")  // expected-error {{cannot convert}}"#,
      complaint: "expected error not produced"
    ),
  ])
  func aWrongExpectationFails(wrong: WrongExpectation) async throws {
    let result = try await withTemporaryFolder { folder in
      let file = folder.appending(path: "Wrong.swift")
      try "import JobDSL\n\(wrong.source)\n".write(to: file, atomically: true, encoding: .utf8)
      return try await FixtureCompiler().verify(file)
    }
    #expect(result.status == 1)
    #expect(result.errors.contains(wrong.complaint), "\(result.errors)")
  }
}
