import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'missing' is unavailable: to leave out what is materialized already write .only(.missing)}}
  Backfill(.orders, from: "2024-02-01", through: "2024-02-15").overwrites(.missing)
}
