import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:from:through:)' is unavailable: this asset has no partitions: write Materialize(…)}}
  Backfill(.dimProducts, from: "2024-02-01", through: "2024-02-02")
}
