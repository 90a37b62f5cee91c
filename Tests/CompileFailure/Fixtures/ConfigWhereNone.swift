import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:config:)' is unavailable: this job takes no configuration: write Launch(…)}}
  Launch(.noop, config: PurgeConfig(table: "orders"))
}
