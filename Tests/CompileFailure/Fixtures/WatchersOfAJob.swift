import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  Backfill(.orders, partitions: .all)
}
// expected-error@+1 {{'watchers' is unavailable: it is an argument: write Job(…, watchers: […]) { … }}}
.watchers("crm")
