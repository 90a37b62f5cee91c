import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:partition:)' is unavailable: this asset has no partitions: write Materialize(…)}}
  Materialize(.dimProducts, partition: "2024-02-01")
}
