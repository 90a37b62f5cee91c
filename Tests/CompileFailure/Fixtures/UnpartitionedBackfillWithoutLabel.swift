import JobDSL

public let job = Job("a", owner: "data-platform", reason: "why") {
  // expected-error@+1 {{'init(_:_:)' is unavailable: this asset has no partitions: write Materialize(…)}}
  Backfill(.dimProducts, "2024-02-01")
}
