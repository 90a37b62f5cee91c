import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:_:_:)' is unavailable: these assets are partitioned: write Materialize(…, partition:) for one, Backfill for several}}
  Materialize(.orders, .ordersClean)
}
