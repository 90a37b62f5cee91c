import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:to:)' is unavailable: only dynamic partitions can be added: Dagster's code defines the others}}
  AddPartitions(["2024-02-01"], to: .orders)
}
