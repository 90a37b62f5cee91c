import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  Materialize(.dimProducts)
  // expected-error@+1 {{'buildExpression' is unavailable: a step is a command, such as a Backfill, a Materialize or a Launch}}
  42
}
