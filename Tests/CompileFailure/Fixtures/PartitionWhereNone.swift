import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:partition:)' is unavailable: this job has no partitions: leave partition: out}}
  Launch(.noop, partition: "2024-02-01")
}
