import JobDSL

public let job = Job("a", owner: "data-platform", reason: "why") {
  // expected-error@+1 {{'init(_:_:)' is unavailable: partitions have a label: write partitions: […]}}
  ReportMaterialized(.orders, "2024-02-01")
}
