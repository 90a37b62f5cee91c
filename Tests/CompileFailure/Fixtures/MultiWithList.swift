import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{cannot convert value of type '[String]' to expected argument type 'Multi<DateDimension, RegionDimension>.Selection' (aka 'MultiSelection<DateDimension, RegionDimension>')}}
  Backfill(.ordersByRegion, partitions: ["2024-02-01|eu"])
}
