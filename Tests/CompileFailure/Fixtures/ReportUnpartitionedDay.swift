import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:partitions:)' is unavailable: this asset has no partitions: write ReportMaterialized(…)}}
  ReportMaterialized(.dimProducts, partitions: ["2024-02-01"])
}
