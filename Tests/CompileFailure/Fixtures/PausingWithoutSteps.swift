import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{a job needs at least one step, such as a Backfill, a Materialize or a Launch}}
  Pausing(.schedule(.nightly)) {}
}
