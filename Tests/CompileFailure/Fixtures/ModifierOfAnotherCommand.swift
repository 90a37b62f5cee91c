import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{value of type 'Materialize' has no member 'maxConcurrentRuns'}}
  Materialize(.dimProducts).maxConcurrentRuns(4)
}
