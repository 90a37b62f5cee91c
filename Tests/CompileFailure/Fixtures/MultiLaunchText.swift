import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:partition:)' is unavailable: this job has two dimensions: write a key of each, partition: "2024-02-01", .eu}}
  Launch(.crossed, partition: "2024-02-01|eu")
}
