import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  Backfill(.orders, partitions: .all)
}
// expected-error@+1 {{'validUntil' is unavailable: it is an argument: write Job(…, validUntil: …) { … }}}
.validUntil("2024-03-01")
