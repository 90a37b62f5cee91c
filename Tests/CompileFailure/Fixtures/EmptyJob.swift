import JobDSL

// expected-error@+1 {{'buildBlock()' is unavailable: a job needs at least one step: Backfill, Materialize or Launch}}
public let job = Job("job", owner: "me", reason: "why") {
}
