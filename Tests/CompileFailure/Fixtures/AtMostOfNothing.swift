import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'atMost()' is unavailable: say how many: .atMost(partitions: 40) or .atMost(runs: 10)}}
  Backfill(.orders, from: "2024-02-01", through: "2024-02-15").atMost()
}
