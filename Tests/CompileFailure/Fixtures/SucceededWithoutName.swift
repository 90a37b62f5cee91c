import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{member 'succeeded' expects argument of type 'String'}}
  Backfill(.orders, from: "2024-02-01", through: "2024-02-15").requires(.succeeded)
}
