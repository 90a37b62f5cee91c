import Contract
import Foundation
import TestSupport
import Testing

/// Testing has one as well.
private typealias ExitStatus = Contract.ExitStatus

@Suite struct ExitStatusTests {
  /// What is asserted of the numbers is written out here: pipelines have them, so that none may change its meaning.
  @Test func numbersStay() {
    let numbers: [ExitStatus: Int32] = [
      .succeeded: 0, .failed: 1, .stalePlan: 3, .ambiguous: 4, .held: 5, .documentChanged: 6, .usage: 64,
      .invalidDocument: 65, .notFound: 66, .unavailable: 69, .bug: 70, .detached: 75, .refused: 77,
      .badEnvironment: 78,
    ]
    #expect(Dictionary(uniqueKeysWithValues: ExitStatus.allCases.map { ($0, $0.rawValue) }) == numbers)
  }

  @Test func eachHasOneResponseOfKubernetes() {
    let responses: [ExitStatus.PodResponse] = [.completesJob, .isIgnored, .isCounted, .failsJob]
    #expect(
      responses.map(ExitStatus.exitCodes(with:)) == [
        [0], [5], [69, 75], [1, 3, 4, 6, 64, 65, 66, 70, 77, 78],
      ]
    )
  }

  @Test func helpNamesThoseOfTheCommand() {
    #expect(
      ExitStatus.help([.succeeded, .invalidDocument], own: [.succeeded: "shown"])
        == "Exit codes: 0 shown; 65 bad document."
    )
  }

  /// Where it fails, put the table that it names there in place of the one that Docs/Operating.md has.
  @Test func operatingHasTheTable() throws {
    let page = try String(contentsOf: inPackage("Docs/Operating.md"), encoding: .utf8)
    let start = try #require(page.range(of: "| exit code of `run`")).lowerBound
    #expect(page[start...].components(separatedBy: "\n\n")[0] == ExitStatus.table)
  }
}
