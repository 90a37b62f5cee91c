import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{type 'Asset<Unpartitioned>' has no member 'order'}}
  Backfill(.order, from: "2024-02-01", through: "2024-02-02")
}
