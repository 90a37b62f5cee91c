import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+2 {{'buildOptional' is unavailable: a job's steps are fixed: write another job instead of a condition}}
  // expected-error@+1 {{'buildOptional' is unavailable: a job's steps are fixed: write another job instead of a condition}}
  if true { Materialize(.dimProducts) }
}
