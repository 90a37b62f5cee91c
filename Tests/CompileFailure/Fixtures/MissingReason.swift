import JobDSL

// expected-error@+1 {{'init(_:owner:steps:)' is unavailable: a job needs a reason: reason: "why this is run, and the ticket"}}
public let job = Job("job", owner: "me") {
  Materialize(.dimProducts)
}
