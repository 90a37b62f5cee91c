import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{type 'DagsterJob<NoConfig, Unpartitioned>' has no member 'orders'}}
  Launch(.orders)
}
