import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:_:partitions:)' is unavailable: all assets are partitioned alike: write a Backfill for each kind}}
  Backfill(.orders, .regionStats, partitions: .all)
}
