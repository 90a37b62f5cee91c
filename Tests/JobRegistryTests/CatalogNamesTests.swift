import Diagnostics
import SwiftSource
import Testing

@testable import JobRegistry

@Suite struct CatalogNamesTests {
  private static let catalog = """
    extension Asset<Daily> {
      public static var orders: Self { Asset("orders") }
      public static var ordersClean: Self { Asset("orders_clean") }
      public static var `default`: Self { Asset("default") }
    }
    extension DagsterJob<NoConfig, Unpartitioned> {
      public static var purge: Self { DagsterJob("purge", location: "lab") }
    }
    extension Asset where Partitions == Static<Region> { public static var stats: Self { Asset("stats") } }
    extension Asset<Unpartitioned> { public static var products: Self { Asset("products") } }
    extension Region { static let europe = 1 }
    """

  private func problems(in steps: String, catalog: String = Self.catalog) -> [String] {
    var names = CatalogNames()
    names.add(SwiftTokens.of(catalog))
    return names.problems(in: SwiftTokens.of(steps), file: "X.swift").map(\.description)
  }

  @Test(arguments: [
    (
      "Backfill(.ordrs, from: x)",
      "1:11: error: expected an asset of the catalog, found .ordrs (did you mean .orders?)"
    ),
    (
      "Backfill(.orders, .orderClean)",
      "1:20: error: expected an asset of the catalog, found .orderClean (did you mean .ordersClean?)"
    ),
    (
      "Materialize(.defualt)",
      "1:14: error: expected an asset of the catalog, found .defualt (did you mean .default?)"
    ),
    (
      "WipeAsset(.Orders).confirmed(x)",
      "1:12: error: expected an asset of the catalog, found .Orders (did you mean .orders?)"
    ),
    (
      "AddPartitions([a], to: .orderz)",
      "1:25: error: expected an asset of the catalog, found .orderz (did you mean .orders?)"
    ),
    (
      "Backfill([.orders, .orderClean], from: x)",
      "1:21: error: expected an asset of the catalog, found .orderClean (did you mean .ordersClean?)"
    ),
    (
      "Materialize([.producs])",
      "1:15: error: expected an asset of the catalog, found .producs (did you mean .products?)"
    ),
    (
      "Backfill([.orders, .ordersClean, .stats, .products], partitions: .all)",
      "1:35: error: expected assets that are partitioned alike, found .stats (Static<Region>) beside .orders (Daily) "
        + "(write a step for each kind)"
    ),
    (
      "Materialize([\n  .products,\n  .orders\n])",
      "3:4: error: expected assets that are partitioned alike, found .orders (Daily) beside .products (Unpartitioned) "
        + "(write a step for each kind)"
    ),
    (
      "Launch(.purg, config: .init())",
      "1:9: error: expected a Dagster job of the catalog, found .purg (did you mean .purge?)"
    ),
    (
      "Materialize(.products, partition: .europe)",
      "1:24: error: expected no partition: .products has none (leave `partition:` out)"
    ),
    (
      "Launch(.purge, partition: .europe)",
      "1:16: error: expected no partition: .purge has none (leave `partition:` out)"
    ),
    // Another module may declare it, so that only the compiler can tell.
    (
      "Backfill(.customers)",
      "1:11: note: expected an asset of the catalog, found .customers "
        + "(if Dagster has got it since, `runner catalog pull` brings it into the catalog)"
    ),
    (
      "Launch(.somethingElse)",
      "1:9: note: expected a Dagster job of the catalog, found .somethingElse "
        + "(if Dagster has got it since, `runner catalog pull` brings it into the catalog)"
    ),
  ])
  func aNameThatIsNotThereIsSaidWithTheNearOne(steps: String, problem: String) {
    #expect(problems(in: steps) == ["X.swift:\(problem)"])
  }

  @Test(arguments: [
    "Backfill([.orders, .ordersClean], partitions: .all)", "Backfill([.orders, x], partitions: .all)",
    "Backfill(.orders, .stats, partitions: .all)",
    "Backfill(.orders, .ordersClean, partitions: .range(from: a, through: b))", "Materialize(.`default`)",
    "Materialize(.stats, partition: .europe)", "Materialize(.products, partition: key)",
    // Not a name of the catalog's.
    "Backfill(assets, partitions: [.europ])", "// Backfill(.ordrs)",
  ])
  func whatMayBeRightIsLeftToTheCompiler(steps: String) { #expect(problems(in: steps) == []) }

  @Test(arguments: [
    ("@StepsBuilder var shared: [LocatedStep] { Backfill(.orders, partitions: .all) }", true),
    ("func backfill() -> Backfill { fatalError() }", false), ("func round(to: Mode) {}", false),
  ])
  func aFileOfSharedStepsHasThem(source: String, hasSteps: Bool) {
    #expect(CatalogNames.hasSteps(SwiftTokens.of(source)) == hasSteps)
  }

  /// Names that another module declares are not known here.
  @Test func withoutACatalogNothingIsSaid() { #expect(problems(in: "Backfill(.ordrs)", catalog: "") == []) }
}
