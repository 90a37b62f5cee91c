import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  Backfill(.orders, partitions: .all)
}
// expected-error@+1 {{'maxConcurrentRuns' is unavailable: it is a step's: write it behind the step, within the braces}}
.maxConcurrentRuns(4)
