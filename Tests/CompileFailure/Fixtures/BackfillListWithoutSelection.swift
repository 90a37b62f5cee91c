import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:)' is unavailable: say which partitions: from:through: or partitions: (all of them: partitions: .all)}}
  Backfill([.orders, .ordersClean])
}
