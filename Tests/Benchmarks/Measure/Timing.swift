import ArgumentParser

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How often something is timed.
struct Timing: ParsableArguments {
  @Option(help: "How often it is done and timed, after once without.")
  var rounds = 5

  /// Prints `{"milliseconds": […]}` of the process's own time; `body` gives what keeps the work from being left out.
  func report(_ body: () throws -> Int) rethrows {
    var milliseconds: [Double] = []
    var sum = 0
    for round in 0...rounds {
      let start = Self.now
      sum &+= try body()
      if round > 0 { milliseconds.append(Self.now - start) }
    }
    precondition(sum != 0, "nothing was done")
    print("{\"milliseconds\": \(milliseconds)}")
  }

  /// Milliseconds that the process has worked, which other programs on the machine don't lengthen.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}
