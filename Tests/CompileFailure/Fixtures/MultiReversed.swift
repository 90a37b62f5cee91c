import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{type 'Daily.Key' (aka 'Day') has no member 'eu'}}
  Backfill(.ordersByRegion, partitions: .product([.eu], .all))
  Backfill(.ordersByRegion, partitions: .product([.eu], ["2024-02-01"]))
}
