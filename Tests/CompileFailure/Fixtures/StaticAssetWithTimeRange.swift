import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{type 'Static<Region>.Selection' (aka 'StaticSelection<Region>') has no member 'range'}}
  Backfill(.regionStats, partitions: .range(from: "2024-02-01", through: "2024-02-02"))
}
