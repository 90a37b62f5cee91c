import CodeLocations
import ExactText
import Testing

@testable import Catalog

@Suite struct NamingTests {
  private func location(_ keys: [String], jobs: [String] = [], of name: String = "lab") -> LocationDefinitions
  {
    var location = LocationDefinitions(location: name)
    location.assets = keys.map { DefinedAsset(key: $0, partitions: Sample.daily) }.sorted { $0.id < $1.id }
    location.jobs = jobs.map { DefinedJob(name: $0) }.sorted { $0.id < $1.id }
    return location
  }

  private func names(_ locks: [LocationLock]) -> [String: String] {
    let pairs = locks.flatMap { lock in
      lock.assets.map { ("\(lock.location)/\($0.asset.key)", $0.swift ?? "-") }
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  @Test(arguments: [
    ("orders", "orders"), ("orders_clean", "ordersClean"), ("raw/payments", "rawPayments"),
    ("ORDERS", "orders"),
    ("Orders", "orders"), ("URLCheck", "urlCheck"), ("2024", "_2024"), ("2024 orders", "_2024Orders"),
    ("uk-north", "ukNorth"), ("größe", "größe"), ("e\u{301}te\u{301}", "ete"), ("🙂", ""), ("---", ""),
    ("データ", "データ"), ("a.b:c", "aBC"), ("x\u{200B}y", "xY"), ("½", ""),
  ])
  func wordsBecomeAName(text: String, name: String) {
    #expect(SwiftName.lowerCamelCase(words: text) == name)
  }

  @Test func aNameOnceGivenStays() {
    let first = [LocationLock]().renewed(by: [location(["raw_payments"])], inUse: NamesInUse())
    #expect(names(first) == ["lab/raw_payments": "rawPayments"])
    // The newcomer comes first in the order of keys, and is renamed all the same.
    let second = first.renewed(by: [location(["raw/payments", "raw_payments"])], inUse: NamesInUse())
    #expect(names(second) == ["lab/raw/payments": "rawPayments2", "lab/raw_payments": "rawPayments"])
    let third = second.renewed(by: [location(["raw/payments", "Raw.Payments"])], inUse: NamesInUse())
    #expect(names(third) == ["lab/raw/payments": "rawPayments2", "lab/Raw.Payments": "rawPayments"])
  }

  @Test func equalKeysOfTwoLocationsAreToldApart() {
    let locks = [LocationLock]().renewed(
      by: [location(["orders"], jobs: ["purge_job"]), location(["orders"], jobs: ["purge_job"], of: "shop")],
      inUse: NamesInUse()
    )
    #expect(names(locks) == ["lab/orders": "orders", "shop/orders": "ordersShop"])
    #expect(locks.map { $0.jobs.map(\.swift) } == [["purge"], ["purgeShop"]])
  }

  @Test func aSourceThatAnotherLocationMakesHasNoName() {
    var shop = location(["orders"], of: "shop")
    shop.assets[0].isMaterializable = false
    #expect(
      names([LocationLock]().renewed(by: [shop, location(["orders"])], inUse: NamesInUse()))
        == ["lab/orders": "orders", "shop/orders": "-"]
    )
  }

  @Test func whatIsGoneStaysWhileAJobNamesIt() {
    let locks = [LocationLock]().renewed(by: [location(["a", "b"], jobs: ["j", "k"])], inUse: NamesInUse())
    let inUse = NamesInUse(assets: ["a"], jobs: ["lab/j"])
    let later = locks.renewed(by: [location(["b"])], inUse: inUse)
    #expect(later[0].assets.map(\.asset.key).sorted() == ["a", "b"])
    #expect(later[0].assets.filter { $0.isGone == true }.map(\.asset.key) == ["a"])
    #expect(later[0].jobs.map(\.job.name) == ["j"])
    #expect(later.renewed(by: [location(["b"])], inUse: inUse).map(\.text) == later.map(\.text))
    #expect(later.renewed(by: [location(["b"])], inUse: NamesInUse())[0].assets.map(\.asset.key) == ["b"])
    // Back again.
    #expect(
      later.renewed(by: [location(["a", "b"])], inUse: inUse)[0].assets.allSatisfy { $0.isGone == nil }
    )
    // Elsewhere is not gone.
    #expect(
      names(later.renewed(by: [location(["b"]), location(["a"], of: "shop")], inUse: inUse))["lab/a"] == nil
    )
  }

  @Test func aLocationThatFailedKeepsItsLockAndOneThatVanishedGoes() {
    let locks = [LocationLock]().renewed(
      by: [location(["a"]), location(["b"], of: "shop")],
      inUse: NamesInUse()
    )
    let failed = [location(["a"]), LocationDefinitions(location: "shop", failure: "no module")]
    #expect(locks.renewed(by: failed, inUse: NamesInUse()) == locks)
    #expect(locks.renewed(by: [location(["a"])], inUse: NamesInUse()).map(\.location) == ["lab"])
    #expect(locks.renewed(by: [location(["a"])], inUse: NamesInUse(assets: ["b"])).count == 2)
  }

  @Test func aTypeOfKeysKeepsItsNameAndItsCases() throws {
    func lab(_ keys: [String]) -> LocationDefinitions {
      var lab = LocationDefinitions(location: "lab")
      let partitions = DefinedPartitions.static(
        DefinedKeys(count: keys.count, hash: keys.joined(), keys: keys)
      )
      lab.assets = [DefinedAsset(key: "stats", partitions: partitions)]
      return lab
    }
    let first = [LocationLock]().renewed(by: [lab(["a b", "c"])], inUse: NamesInUse())
    #expect(first[0].keys.map(\.type) == ["StatsKey"])
    #expect(first[0].keys.map(\.cases) == [["aB", "c"]])
    let second = first.renewed(by: [lab(["a-b", "a b", "c", "d"])], inUse: NamesInUse())
    #expect(second[0].keys.map(\.type) == ["StatsKey"])
    #expect(second[0].keys.map(\.cases) == [["aB2", "aB", "c", "d"]])
  }

  @Test func noTwoNamesAreAlike() {
    let locks = [LocationLock]().renewed(by: [Sample.lab, Sample.other], inUse: NamesInUse())
    let assets = locks.flatMap { $0.assets.compactMap(\.swift) }
    let jobs = locks.flatMap { $0.jobs.compactMap(\.swift) }
    let types = locks.flatMap { lock in
      lock.assets.compactMap(\.config) + lock.jobs.compactMap(\.config) + lock.keys.map(\.type)
        + lock.dimensions.map(\.type)
    }
    #expect(Set(assets).count == assets.count)
    #expect(Set(jobs).count == jobs.count)
    #expect(Set(types).count == types.count)
    let files = CatalogFiles(of: locks).files.keys.map { $0.split(separator: "/").last?.lowercased() ?? "" }
    #expect(Set(files).count == files.count)
  }

  /// Two branches that pull different things, merged line by line, and one of them gave a name that the other gave too.
  @Test func namesThatTwoBranchesGaveAreGivenOnce() throws {
    let base = [LocationLock]().renewed(by: [location(["a"])], inUse: NamesInUse())
    let ours = base.renewed(by: [location(["a", "x_y"])], inUse: NamesInUse())
    let theirs = base.renewed(by: [location(["a", "x/y"])], inUse: NamesInUse())
    let lines = Set(String(decoding: ours[0].text + theirs[0].text, as: UTF8.self).split(separator: "\n"))
    let body = lines.filter { $0.hasPrefix(",") }.joined(separator: "\n")
    let heading = "[{\"lock\":{\"location\":\"lab\",\"version\":1}}\n"
    let merged = try LocationLock(text: Array("\(heading)\(body)\n]\n".utf8), file: "x")
    let renewed = [merged].renewed(by: [location(["a", "x/y", "x_y"])], inUse: NamesInUse())
    #expect(names(renewed) == ["lab/a": "a", "lab/x/y": "xY", "lab/x_y": "xY2"])
  }
}
