import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:partition:config:)' is unavailable: this job takes no such configuration: give its own type, or leave config: out}}
  Launch(.export, partition: "2024-02-01", config: PurgeConfig(table: "orders"))
}
