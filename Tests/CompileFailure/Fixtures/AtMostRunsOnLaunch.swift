import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'atMost(runs:)' is unavailable: a Launch is one run: leave .atMost(…) out}}
  Launch(.noop).atMost(runs: 4)
}
