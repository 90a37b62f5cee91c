import Foundation
import TestSupport
import Testing

@testable import faults

/// The same seed gives the same rounds.
@Suite struct RoundTests {
  @Test func everyFaultComesUpBeforeOneComesUpAgain() {
    let rounds = Round.all(Catalogue.all.count, of: Catalogue.all, seed: 4)
    #expect(Set(rounds.map(\.fault.name)) == Set(Catalogue.all.map(\.name)))
    #expect(Set(rounds.map(\.seed)).count == rounds.count)
  }

  @Test func aRoundIsRepeatedByItsFaultAndItsSeed() throws {
    let limits = Limits()
    for round in Round.all(200, of: Catalogue.all, seed: 5) {
      let again = try #require(Round.all(1, of: [round.fault], seed: round.seed).first)
      #expect("\(again.plan(limits))" == "\(round.plan(limits))")
    }
  }

  @Test func namesAreUnique() {
    #expect(Set(Catalogue.all.map(\.name)).count == Catalogue.all.count)
  }

  @Test func aStrikeTakesEffectAsOftenAsItSays() {
    let moment = Strike.Moment.exchange(.reads, .received)
    var strikes = StrikeList([
      .inject(.truncate, at: .reads, times: 2), .inject(.loginPage, at: .reads), .kill(at: .reads, .received),
    ])
    #expect(strikes.missed.count == 3)
    #expect(
      (0..<4).map { _ in strikes.takeInjection(at: moment) } == [.truncate, .truncate, .loginPage, nil]
    )
    #expect(strikes.take(moment).count == 1)
    #expect(strikes.take(moment).isEmpty)
    #expect(strikes.missed.isEmpty)
  }

  /// A new operation has to be said what it is for, or no fault would ever hit it.
  @Test func everyOperationHasAClass() throws {
    let folders = ["Sources/Dagster/Operations", "Sources/Instigators", "Sources/RunHistory"].map(inPackage)
    var names: Set<String> = []
    for file in try folders.flatMap({
      try FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)
    }) {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: #/(?:[qQ]uery|mutation|\.combined)\(\s*"(\w+)"/#) {
        names.insert(String(match.1))
      }
    }
    #expect(names == Set(ExchangeClass.operations.keys))
  }
}
