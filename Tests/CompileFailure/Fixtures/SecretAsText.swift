import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{cannot convert value of type 'Secret' to expected argument type 'String'}}
  Launch(.purge, config: PurgeConfig(table: Secret(env: "TABLE")))
}
