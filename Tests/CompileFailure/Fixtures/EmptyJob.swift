import JobDSL

// expected-error@+1 {{'buildBlock()' is unavailable: a job needs at least one step, such as a Backfill, a Materialize or a Launch}}
public let job = Job("job", owner: "me", reason: "why") {
}
