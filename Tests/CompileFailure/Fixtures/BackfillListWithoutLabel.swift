import JobDSL

public let job = Job("a", owner: "data-platform", reason: "why") {
  // expected-error@+1 {{'init(_:_:)' is unavailable: partitions have a label: write from: …, through: … or partitions: …}}
  Backfill(.regionStats, [.eu])
}
