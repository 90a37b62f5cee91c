import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:of:)' is unavailable: only dynamic partitions can be deleted: Dagster's code defines the others}}
  DeletePartitions(["eu"], of: .regionStats)
}
