import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:)' is unavailable: this job is partitioned: write Launch(…, partition: "2024-02-01")}}
  Launch(.exportRegion)
}
