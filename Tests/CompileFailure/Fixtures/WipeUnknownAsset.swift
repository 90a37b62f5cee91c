import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+2 {{type 'Asset<Partitions>' has no member 'dimProduct'}}
  // expected-error@+1 {{generic parameter 'Partitions' could not be inferred}}
  WipeAsset(.dimProduct).confirmed("dim_product")
}
