import JobDSL

let region = Region.eu
public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'buildEither(first:)' is unavailable: a job's steps are fixed: write another job instead of a condition}}
  switch region {
  case .eu: Materialize(.dimProducts)
  case .us: Launch(.noop)
  }
}
