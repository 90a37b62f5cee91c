import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'requires' is unavailable: it is about assets, for Backfill and Materialize: this takes .succeeded("other-job") alone}}
  WipeAsset(.orders).confirmed("orders").requires(.noActiveBackfill)
}
