import JobDSL

public let job = Job("a", owner: "data-platform", reason: "why") {
  // expected-error@+1 {{'init(_:_:)' is unavailable: a partition has a label: write Launch(…, partition: …)}}
  Launch(.greet, "2024-02-01")
}
