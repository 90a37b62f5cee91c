import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{type 'TimeWindows.Key' (aka 'TimeWindow') has no member 'eu'}}
  Backfill(.usage, partitions: [.eu])
}
