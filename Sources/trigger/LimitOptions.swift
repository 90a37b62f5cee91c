import ArgumentParser
import Triggering

/// How long to wait.
struct LimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("How long to follow at most; without it, to the end.", valueName: "seconds")
  )
  var timeout: Double?

  @Option(
    help: ArgumentHelp("How long to wait until a first pod starts.", valueName: "seconds")
  )
  var startTimeout = 900.0

  @Option(
    help: ArgumentHelp("How often to look at the cluster.", valueName: "seconds", visibility: .hidden)
  )
  var interval = 1.0

  func validate() throws {
    for (name, value) in [("timeout", timeout ?? 1), ("start-timeout", startTimeout), ("interval", interval)]
    {
      guard value > 0, value < 1e7 else {
        throw ValidationError("--\(name): expected a positive number of seconds, found \(value)")
      }
    }
  }

  var patience: Patience {
    Patience(
      interval: .seconds(interval),
      start: .seconds(startTimeout),
      total: timeout.map { .seconds($0) }
    )
  }
}
