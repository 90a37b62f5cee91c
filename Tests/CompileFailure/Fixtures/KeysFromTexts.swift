import JobDSL

let month = "2024-02"

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'keys' is unavailable: computed keys are written .keys(days.map { Day($0) }); or Hour, Week, Month, TimeWindow}}
  Backfill(.orders, partitions: .keys([month, month]))
}
