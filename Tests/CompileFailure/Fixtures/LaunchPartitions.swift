import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'init(_:partitions:)' is unavailable: a Launch is one run: write one for each partition, in a `for` if they are many}}
  Launch(.export, partitions: ["2024-02-01"])
}
