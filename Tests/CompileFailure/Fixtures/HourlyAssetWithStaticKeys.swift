import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+2 {{type 'Hourly.Key' (aka 'Hour') has no member 'eu'}}
  // expected-error@+1 {{type 'Hourly.Key' (aka 'Hour') has no member 'us'}}
  Backfill(.clicks, partitions: [.eu, .us])
}
