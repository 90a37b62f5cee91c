import JobDSL

public let job = Job("a", owner: "data-platform", reason: "why") {
  // expected-error@+2 {{generic parameter 'Partitions' could not be inferred}}
  // expected-error@+1 {{type 'Asset<Partitions>' has no member 'noop'}}
  Check(.noop)
}
