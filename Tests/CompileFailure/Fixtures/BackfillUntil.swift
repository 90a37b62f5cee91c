import JobDSL

public let job = Job("a", owner: "data-platform", reason: "why") {
  // expected-error@+1 {{'init(_:from:until:)' is unavailable: the last partition is included: write from: …, through: …}}
  Backfill(.orders, from: "2024-02-01", until: "2024-02-03")
}
