import JobDSL
import Testing

@Suite struct PartitionExtentTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var partitions: Partitions
    var factors: [Int?]
    var first: String?
    var last: String?
    var testDescription: String { "\(partitions)" }

    init(_ partitions: Partitions, _ factors: [Int?], _ first: String? = nil, _ last: String? = nil) {
      (self.partitions, self.factors, self.first, self.last) = (partitions, factors, first, last)
    }
  }

  private static func range(_ kind: PartitioningKind, _ from: String, _ through: String) -> Partitions {
    .single(kind, .range(KeyRange(from: from, through: through)))
  }

  @Test(arguments: [
    Case(range(.daily, "2024-02-01", "2024-02-15"), [15], "2024-02-01", "2024-02-15"),
    Case(range(.daily, "2024-02-28", "2024-03-01"), [3], "2024-02-28", "2024-03-01"),
    Case(range(.daily, "2023-02-28", "2023-03-01"), [2], "2023-02-28", "2023-03-01"),
    Case(range(.daily, "2023-01-01", "2024-12-31"), [731], "2023-01-01", "2024-12-31"),
    Case(range(.daily, "1900-01-01", "2000-12-31"), [36890], "1900-01-01", "2000-12-31"),
    Case(range(.hourly, "2024-02-01-23:30", "2024-02-02-01:30"), [3], "2024-02-01-23:30", "2024-02-02-01:30"),
    Case(range(.weekly, "2024-02-04", "2024-02-25"), [4], "2024-02-04", "2024-02-25"),
    Case(range(.weekly, "2023-12-31", "2024-01-07"), [2], "2023-12-31", "2024-01-07"),
    Case(range(.monthly, "2023-11-01", "2024-02-01"), [4], "2023-11-01", "2024-02-01"),
    Case(range(.static, "a", "c"), [nil], "a", "c"),
    Case(range(.daily, "2024-02-30", "2024-03-01"), [nil], "2024-02-30", "2024-03-01"),
    Case(.single(.daily, .all), [nil]),
    Case(.single(.daily, .keys(["2024-02-03", "2024-02-01"])), [2], "2024-02-01", "2024-02-03"),
    Case(.single(.static, .keys(["us", "eu"])), [2], "us", "eu"),
    Case(
      .single(
        .daily,
        .ranges([
          KeyRange(from: "2024-01-20", through: "2024-01-31"),
          KeyRange(from: "2024-01-01", through: "2024-01-10"),
        ])
      ),
      [22],
      "2024-01-01",
      "2024-01-31"
    ),
    Case(
      .multi([
        DimensionPartitions(
          name: "date",
          kind: .daily,
          keys: .range(KeyRange(from: "2024-03-01", through: "2024-03-03"))
        ),
        DimensionPartitions(name: "region", kind: .static, keys: .keys(["eu", "us"])),
      ]),
      [3, 2],
      "2024-03-01|eu",
      "2024-03-03|us"
    ),
    Case(
      .multi([
        DimensionPartitions(name: "a", kind: .static, keys: .keys(["web"])),
        DimensionPartitions(name: "b", kind: .static, keys: .all),
      ]),
      [1, nil]
    ),
  ])
  func isToldWithoutAServer(selection: Case) {
    let extent = selection.partitions.extent
    #expect(extent.factors == selection.factors)
    #expect(extent.ends?.first == selection.first)
    #expect(extent.ends?.last == selection.last)
  }

  @Test func theCountIsTheProduct() {
    let (three, all) = (
      Self.range(.daily, "2024-03-01", "2024-03-03").extent, Partitions.single(.daily, .all).extent
    )
    #expect(three.count == 3)
    #expect(all.count == nil)
    #expect(PartitionExtent.single("eu").count == 1)
  }

  @Test func onlyListedKeysAreCertain() {
    #expect(Partitions.single(.daily, .keys(["2024-02-01"])).extent.isListed)
    #expect(!Self.range(.daily, "2024-03-01", "2024-03-03").extent.isListed)
    #expect(!Partitions.single(.dynamic, .all).extent.isListed)
  }
}
