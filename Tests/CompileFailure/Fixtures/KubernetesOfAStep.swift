import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'kubernetes' is unavailable: it is the job's: write .kubernetes(…) behind the job's closing brace}}
  Materialize(.dimProducts).kubernetes(.init(memory: "1Gi"))
}
