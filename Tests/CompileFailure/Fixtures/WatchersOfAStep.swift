import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'watchers' is unavailable: it is the job's: write Job(…, watchers: […]) { … }}}
  Materialize(.dimProducts).watchers("crm")
}
