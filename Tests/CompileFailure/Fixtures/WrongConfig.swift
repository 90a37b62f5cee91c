import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{cannot convert value of type 'NotifyConfig' to expected argument type 'PurgeConfig'}}
  Launch(.purge, config: NotifyConfig(token: Secret(env: "TOKEN")))
}
