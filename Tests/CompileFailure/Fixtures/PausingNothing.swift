import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{say what to pause: Pausing(.schedule(.nightly)) { … }}}
  Pausing(draining: true) { Materialize(.dimProducts) }
}
