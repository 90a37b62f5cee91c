import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'validUntil' is unavailable: it is the job's: write Job(…, validUntil: …) { … }}}
  Materialize(.dimProducts).validUntil("2024-03-01")
}
