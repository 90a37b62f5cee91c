import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{missing argument for parameter #1 in call}}
  Backfill(.orders, from: "2024-02-01", through: "2024-02-15").requires()
}
