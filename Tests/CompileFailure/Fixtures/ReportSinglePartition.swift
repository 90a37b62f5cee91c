import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:partition:)' is unavailable: one partition is a list: partitions: ["2024-02-01"]}}
  ReportMaterialized(.orders, partition: "2024-02-01")
}
