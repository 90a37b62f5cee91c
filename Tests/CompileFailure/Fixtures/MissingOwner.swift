import JobDSL

// expected-error@+1 {{'init(_:reason:steps:)' is unavailable: a job needs an owner: owner: "the team that answers for it"}}
public let job = Job("job", reason: "why") {
  Materialize(.dimProducts)
}
