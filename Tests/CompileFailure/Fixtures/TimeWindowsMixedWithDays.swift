import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:_:from:through:)' is unavailable: all assets are partitioned alike: write a Backfill for each kind}}
  Backfill(.orders, .usage, from: "2024-02-01", through: "2024-02-02")
}
