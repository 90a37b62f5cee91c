import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:partitions:)' is unavailable: several partitions are a backfill: write Backfill(…, partitions:)}}
  Materialize(.orders, partitions: ["2024-02-01"])
}
