import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:from:through:)' is unavailable: two dimensions have no first and last: write partitions: .product(…, …)}}
  Backfill(.ordersByRegion, from: "2024-02-01", through: "2024-02-02")
}
