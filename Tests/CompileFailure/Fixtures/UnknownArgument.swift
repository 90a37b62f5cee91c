import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:from:to:)' is unavailable: the last partition is included: write from: …, through: …}}
  Backfill(.orders, from: "2024-02-01", to: "2024-02-02")
}
