import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{type 'Region' has no member 'mars'}}
  Backfill(.regionStats, partitions: [.eu, .mars])
}
