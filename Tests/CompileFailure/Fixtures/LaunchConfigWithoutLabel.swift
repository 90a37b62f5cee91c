import JobDSL

public let job = Job("a", owner: "data-platform", reason: "why") {
  // expected-error@+1 {{'init(_:_:)' is unavailable: a configuration has a label: write Launch(…, config: …)}}
  Launch(.purge, PurgeConfig(table: "orders"))
}
