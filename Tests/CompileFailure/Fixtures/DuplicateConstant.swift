import JobDSL

// expected-note@+1 {{'job' previously declared here}}
public let job = Job("job", owner: "me", reason: "why") {
  Materialize(.dimProducts)
}
// expected-error@+1 {{invalid redeclaration of 'job'}}
public let job = Job("job", owner: "me", reason: "why") {
  Materialize(.dimProducts)
}
