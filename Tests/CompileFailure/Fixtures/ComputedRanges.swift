import JobDSL

let month = "2024-02"

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'range(from:through:)' is unavailable: a computed key is written Day(…); or Hour, Week, Month, TimeWindow, as the asset has it}}
  Backfill(.orders, partitions: .ranges(.range(from: "\(month)-01", through: "\(month)-02")))
}
