import JobDSL

public let job = Job("a", owner: "data-platform", reason: "why") {
  // expected-error@+1 {{type 'ConfigSwitch<PurgeConfig>?' has no member 'table'}}
  Launch(.purge, config: PurgeConfig(table: "orders"), rehearsedBy: .table)
}
