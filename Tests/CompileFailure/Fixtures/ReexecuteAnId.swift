import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:)' is unavailable: say what it is: Reexecute(.failedPartitions(ofBackfill: "…")) or Reexecute(.run("…", from: .failure))}}
  Reexecute("hqzkvmwt")
}
