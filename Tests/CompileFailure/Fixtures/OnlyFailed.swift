import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'failed' is unavailable: a failed partition that has no data is missing: write .only(.missing)}}
  Backfill(.orders, from: "2024-02-01", through: "2024-02-15").only(.failed)
}
