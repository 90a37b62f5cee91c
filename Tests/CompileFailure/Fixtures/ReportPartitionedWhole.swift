import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:)' is unavailable: this asset is partitioned: write ReportMaterialized(…, partitions: […])}}
  ReportMaterialized(.orders)
}
