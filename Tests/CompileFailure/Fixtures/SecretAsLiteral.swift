import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(stringLiteral:)' is unavailable: a secret is a reference, not a value: write Secret(env: "NAME")}}
  Launch(.notify, config: NotifyConfig(token: "hunter2"))
}
