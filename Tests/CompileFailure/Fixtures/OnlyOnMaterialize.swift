import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'only' is unavailable: there is nothing to choose from here: write .overwrites(.nothing)}}
  Materialize(.dimProducts).only(.missing)
}
