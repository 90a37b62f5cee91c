import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{type 'Dynamic.Selection' (aka 'DynamicSelection') has no member 'range'}}
  Backfill(.customer, partitions: .range(from: "a", through: "b"))
}
