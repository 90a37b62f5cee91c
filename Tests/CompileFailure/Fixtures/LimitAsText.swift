import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{cannot convert value of type 'String' to expected argument type 'Int'}}
  Backfill(.orders, from: "2024-02-01", through: "2024-02-15").atMost(partitions: "40")
}
