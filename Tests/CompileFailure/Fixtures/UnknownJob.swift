import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{type 'DagsterJob<PurgeConfig, Unpartitioned>' has no member 'purges'}}
  Launch(.purges, config: PurgeConfig(table: "orders"))
}
