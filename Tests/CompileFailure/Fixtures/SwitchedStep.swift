import JobDSL

let region = Region.eu
public let job = Job("job", owner: "me", reason: "why") {
  switch region {
  // expected-error@+1 {{'buildEither(first:)' is unavailable: a job's steps are fixed: write another job instead of a condition}}
  case .eu: Materialize(.dimProducts)
  // expected-error@+1 {{'buildEither(second:)' is unavailable: a job's steps are fixed: write another job instead of a condition}}
  case .us: Launch(.noop)
  }
}
