import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'backfill' is unavailable: only what failed is made again: .failedPartitions(ofBackfill: "…")}}
  Reexecute(.backfill("hqzkvmwt"))
}
