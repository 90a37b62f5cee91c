import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{type 'Requirement' has no member 'noBackfill'}}
  Backfill(.orders, from: "2024-02-01", through: "2024-02-15").requires(.noBackfill)
}
