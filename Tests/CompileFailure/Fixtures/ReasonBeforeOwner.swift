import JobDSL

// expected-error@+1 {{argument 'owner' must precede argument 'reason'}}
public let job = Job("job", reason: "why", owner: "me") {
  Materialize(.dimProducts)
}
