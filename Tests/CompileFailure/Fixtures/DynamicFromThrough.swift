import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:from:through:)' is unavailable: dynamic partitions have no first and last: write partitions: ["a", "b"]}}
  Backfill(.customer, from: "a", through: "b")
}
