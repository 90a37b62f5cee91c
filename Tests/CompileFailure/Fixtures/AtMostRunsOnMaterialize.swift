import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'atMost(runs:)' is unavailable: this is one run of at most one partition: leave .atMost(…) out}}
  Materialize(.orders, partition: "2024-02-01").atMost(runs: 4)
}
