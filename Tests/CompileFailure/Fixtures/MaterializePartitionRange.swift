import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:from:through:)' is unavailable: several partitions are a backfill: write Backfill(…, from:through:)}}
  Materialize(.orders, from: "2024-02-01", through: "2024-02-02")
}
