import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{value of type 'Backfill' has no member 'maxParallelRuns'}}
  Backfill(.orders, partitions: .all).maxParallelRuns(4)
}
