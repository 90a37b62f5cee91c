import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'atMost(partitions:)' is unavailable: this is one run of at most one partition: leave .atMost(…) out}}
  Materialize(.dimProducts).atMost(partitions: 4)
}
