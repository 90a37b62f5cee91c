import JobDSL

// expected-error@+1 {{'init(owner:reason:steps:)' is unavailable: a job needs a name: Job("name", owner: …, reason: …)}}
public let job = Job(owner: "me", reason: "why") {
  Materialize(.dimProducts)
}
