import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:)' is unavailable: this job takes a configuration: write Launch(…, config: .init(…))}}
  Launch(.purge)
}
