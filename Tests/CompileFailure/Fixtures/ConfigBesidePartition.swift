import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:partition:config:)' is unavailable: a partitioned job has its own configuration for each partition: leave config: out}}
  Launch(.export, partition: "2024-02-01", config: PurgeConfig(table: "orders"))
}
