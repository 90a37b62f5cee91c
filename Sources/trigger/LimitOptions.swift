import ArgumentParser
import CommandLineSupport
import Triggering

/// How long to wait.
struct LimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("How long to follow at most; without it, to the end.", valueName: "seconds"),
    transform: Seconds.parse
  )
  var timeout: Double?

  @Option(
    help: ArgumentHelp("How long to wait until a first pod starts.", valueName: "seconds"),
    transform: Seconds.parse
  )
  var startTimeout = 900.0

  @Option(
    help: ArgumentHelp("How often to look at the cluster.", valueName: "seconds", visibility: .hidden),
    transform: Seconds.parse
  )
  var interval = 1.0

  var patience: FollowLimits {
    FollowLimits(
      interval: .seconds(interval),
      start: .seconds(startTimeout),
      total: timeout.map { .seconds($0) }
    )
  }
}
