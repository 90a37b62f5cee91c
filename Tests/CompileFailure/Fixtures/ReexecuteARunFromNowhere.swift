import JobDSL

public let job = Job("job", owner: "me", reason: "why") {
  // expected-error@+1 {{'run' is unavailable: say from where on: .run("…", from: .failure), or from: .start}}
  Reexecute(.run("3f0c7d0e-8a35-4f0e-9a44-6a3d5f0f6b1c"))
}
