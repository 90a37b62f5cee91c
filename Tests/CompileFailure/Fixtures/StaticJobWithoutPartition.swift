import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:)' is unavailable: this job is partitioned: name one, partition: "2024-02-01" or .eu; of two dimensions "2024-02-01", .eu}}
  Launch(.exportRegion)
}
