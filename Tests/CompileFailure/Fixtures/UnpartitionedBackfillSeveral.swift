import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:_:_:)' is unavailable: these assets have no partitions: write Materialize(…)}}
  Backfill(.dimProducts, .dimProducts)
}
