import JobDSL

public let job = Job("a", owner: "data-platform", reason: "why") {
  // expected-error@+1 {{type 'ConfigSwitch<NotifyConfig>?' has no member 'dryRun'}}
  Launch(.notify, config: NotifyConfig(token: Secret(env: "TOKEN")), rehearsedBy: .dryRun)
}
