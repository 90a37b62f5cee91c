import ArgumentParser

/// How often something is timed.
struct Timing: ParsableArguments {
  @Option(help: "How often it is done and timed, after once without.")
  var rounds = 5

  /// Prints `{"milliseconds": […]}`; `body` gives what keeps the work from being left out.
  func report(_ body: () throws -> Int) rethrows {
    var milliseconds: [Double] = []
    var sum = 0
    for round in 0...rounds {
      let start = ContinuousClock.now
      sum &+= try body()
      let elapsed = ContinuousClock.now - start
      if round > 0 { milliseconds.append(elapsed / .milliseconds(1)) }
    }
    precondition(sum != 0, "nothing was done")
    print("{\"milliseconds\": \(milliseconds)}")
  }
}
