import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+2 {{value of type 'WipeAsset' has no member 'requires'}}
  // expected-error@+1 {{cannot infer contextual base in reference to member 'noActiveBackfill'}}
  WipeAsset(.orders).confirmed("orders").requires(.noActiveBackfill)
}
