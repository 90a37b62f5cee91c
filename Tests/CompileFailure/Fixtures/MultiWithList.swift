import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(arrayLiteral:)' is unavailable: this asset has two dimensions: write partitions: .product([…], […])}}
  Backfill(.ordersByRegion, partitions: ["2024-02-01|eu"])
}
