import JobDSL

let isLarge = CommandLine.arguments.count > 3
public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+2 {{'buildEither(first:)' is unavailable: a job's steps are fixed: write another job instead of a condition}}
  // expected-error@+1 {{'buildEither(second:)' is unavailable: a job's steps are fixed: write another job instead of a condition}}
  if isLarge { Materialize(.dimProducts) } else { Launch(.noop) }
}
