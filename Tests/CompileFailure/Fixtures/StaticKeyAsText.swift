import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{cannot convert value of type 'String' to expected element type 'Region'}}
  Backfill(.regionStats, partitions: ["eu"])
}
