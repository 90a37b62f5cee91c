import JobDSL

public let job = Job("a", owner: "data-platform", reason: "why") {
  // expected-error@+1 {{'init(_:_:_:)' is unavailable: partitions have a label: write from: …, through: … or partitions: …}}
  Backfill(.orders, "2024-02-01", "2024-02-03")
}
