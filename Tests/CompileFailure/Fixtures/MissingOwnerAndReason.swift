import JobDSL

// expected-error@+1 {{'init(_:steps:)' is unavailable: a job needs an owner and a reason: Job("name", owner: …, reason: …)}}
public let job = Job("job") {
  Materialize(.dimProducts)
}
