import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{value of type 'Reexecute' has no member 'tags'}}
  Reexecute(.failedPartitions(ofBackfill: "hqzkvmwt")).tags(["a": "b"])
}
