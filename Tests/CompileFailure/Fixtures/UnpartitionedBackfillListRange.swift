import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:from:through:)' is unavailable: these assets have no partitions: write Materialize([…])}}
  Backfill([.dimProducts, .dimProducts], from: "2024-02-01", through: "2024-02-02")
}
