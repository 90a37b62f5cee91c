import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'buildExpression' is unavailable: a step is a command, such as a Backfill, a Materialize or a Launch}}
  "2024-02-01"
}
