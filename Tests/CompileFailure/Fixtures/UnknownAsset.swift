import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{type 'Asset<Unpartitioned>' has no member 'dimProduct'}}
  Materialize(.dimProduct)
}
