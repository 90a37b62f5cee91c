import JobDSL

let month = "2024-02"

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:partition:)' is unavailable: a computed key is written Day(…); or Hour, Week, Month, TimeWindow, as the job has it}}
  Launch(.export, partition: "\(month)-01")
}
