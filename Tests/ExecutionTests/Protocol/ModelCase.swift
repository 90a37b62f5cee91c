import Testing

@testable import Attempt

/// A world to begin with.
struct ModelCase: Sendable, CustomTestStringConvertible {
  var name: String
  var steps = 1
  var world: World
  /// How many states there are at least: a model that shrinks by mistake proves less.
  var atLeast: Int

  var testDescription: String { name }

  private static func runner(starts: Int) -> World.Runner {
    World.Runner(number: 1, goal: .run(), skew: 0, starts: starts)
  }

  /// Pods of one Kubernetes Job.
  private static func pods(_ goal: AttemptMachine.Goal = .run(), starts: Int) -> World.Runner {
    World.Runner(number: 1, goal: goal, skew: 0, starts: starts, kubernetesJob: "uid")
  }

  private static func second(_ goal: AttemptMachine.Goal = .run(), skew: Int = 0) -> World.Runner {
    World.Runner(number: 2, goal: goal, skew: skew, starts: 1)
  }

  private static func world(
    _ runners: World.Runner...,
    faults: Int = 0,
    crashes: Int = 0,
    signals: Int = 0,
    failures: Int = 0,
    retries: Int = 0,
    touches: Int = 0,
    deletions: Int = 0,
    damages: Int = 0,
    change: World.Change? = nil,
    paused: World.Paused? = nil
  ) -> World {
    World(
      runners: runners,
      faults: faults,
      crashes: crashes,
      signals: signals,
      failures: failures,
      retries: retries,
      touches: touches,
      deletions: deletions,
      damages: damages,
      change: change,
      paused: paused
    )
  }

  static let killed = ModelCase(
    name: "three runners in a row, two crashes and two faults",
    world: world(runner(starts: 3), faults: 2, crashes: 2),
    atLeast: 28_000
  )
  static let failing = ModelCase(
    name: "three runners in a row, a crash, a fault, a signal, and work that fails",
    world: world(runner(starts: 3), faults: 1, crashes: 1, signals: 1, failures: 1),
    atLeast: 39_000
  )
  static let podsFailing = ModelCase(
    name: "three pods of a Kubernetes Job in a row, a crash, a fault, a signal, and work that fails",
    world: world(pods(starts: 3), faults: 1, crashes: 1, signals: 1, failures: 1),
    atLeast: 24_000
  )
  static let podsCanceled = ModelCase(
    name:
      "a cancellation between two pods of a Kubernetes Job that was to resume what was canceled, and a signal",
    world: world(
      pods(.run(resumesCanceled: true), starts: 2),
      second(.cancel(patience: 1)),
      signals: 1
    ),
    atLeast: 29_000
  )
  static let clockAhead = ModelCase(
    name: "two runners at once, one's clock ahead by more than a lease, and a crash",
    world: world(runner(starts: 1), second(skew: 5), crashes: 1),
    atLeast: 25_000
  )
  static let canceled = ModelCase(
    name: "a cancellation between two runners",
    world: world(runner(starts: 2), second(.cancel(patience: 1))),
    atLeast: 8_500
  )

  static let retried = ModelCase(
    name: "three runners in a row, a crash, a fault, and work that fails and that Dagster retries",
    world: world(runner(starts: 3), faults: 1, crashes: 1, failures: 1, retries: 1),
    atLeast: 49_000
  )
  static let retriedAndCanceled = ModelCase(
    name: "a cancellation beside a runner, a crash, and work that fails and that Dagster retries",
    world: world(runner(starts: 1), second(.cancel(patience: 1)), crashes: 1, retries: 1),
    atLeast: 27_000
  )

  static let deleted = ModelCase(
    name: "three runners in a row, a crash, and somebody who deletes the record",
    world: world(runner(starts: 3), crashes: 1, deletions: 1),
    atLeast: 4_000
  )

  static let changed = ModelCase(
    name:
      "a change, three runners in a row, two crashes, a fault, and somebody who brings it about and undoes it",
    world: world(
      runner(starts: 3),
      faults: 1,
      crashes: 2,
      change: World.Change(others: 1, undone: 1)
    ),
    atLeast: 39_000
  )
  static let changedAndCanceled = ModelCase(
    name: "a change, a cancellation beside a runner, a crash, a fault, and somebody who undoes it",
    world: world(
      runner(starts: 1),
      second(.cancel(patience: 1)),
      faults: 1,
      crashes: 1,
      change: World.Change(undone: 1)
    ),
    atLeast: 64_000
  )

  static let paused = ModelCase(
    name: "a pause, three runners in a row, two crashes and a fault",
    steps: World.pausedSteps,
    world: world(runner(starts: 3), faults: 1, crashes: 2, paused: World.Paused()),
    atLeast: 36_000
  )
  static let pausedAndFailing = ModelCase(
    name: "a pause, two runners in a row, a crash, a signal, a fault, and work that fails",
    steps: World.pausedSteps,
    world: world(
      runner(starts: 2),
      faults: 1,
      crashes: 1,
      signals: 1,
      failures: 1,
      paused: World.Paused()
    ),
    atLeast: 42_000
  )
  static let podsPausedAndFailing = ModelCase(
    name: "a pause, two pods of a Kubernetes Job in a row, a crash, and work that fails",
    steps: World.pausedSteps,
    world: world(pods(starts: 2), crashes: 1, failures: 1, paused: World.Paused()),
    atLeast: 2_000
  )
  static let pausedAndCanceled = ModelCase(
    name: "a pause, a cancellation beside a runner, and a crash",
    steps: World.pausedSteps,
    world: world(runner(starts: 1), second(.cancel(patience: 1)), crashes: 1, paused: World.Paused()),
    atLeast: 22_000
  )
  static let pausedAndRestored = ModelCase(
    name: "a pause, two runners in a row beside somebody who restores it, and a crash",
    steps: World.pausedSteps,
    world: world(runner(starts: 2), second(.restore), crashes: 1, paused: World.Paused()),
    atLeast: 190_000
  )

  static let all = [
    paused, pausedAndFailing, pausedAndCanceled, pausedAndRestored,
    changed, changedAndCanceled, killed, failing, podsFailing, podsPausedAndFailing, podsCanceled, clockAhead,
    canceled, retried, retriedAndCanceled, deleted,
    ModelCase(
      name: "two runners at once, a crash, and somebody who deletes the record",
      world: world(runner(starts: 1), second(), crashes: 1, deletions: 1),
      atLeast: 60_000
    ),
    ModelCase(
      name: "a cancellation beside a runner, and somebody who deletes the record",
      world: world(runner(starts: 2), second(.cancel(patience: 1)), deletions: 1),
      atLeast: 27_000
    ),
    ModelCase(
      name: "three runners in a row, a crash, a fault, and somebody who damages the record",
      world: world(runner(starts: 3), faults: 1, crashes: 1, damages: 1),
      atLeast: 13_000
    ),
    ModelCase(
      name: "two steps, three runners in a row, a crash and a fault",
      steps: 2,
      world: world(runner(starts: 3), faults: 1, crashes: 1),
      atLeast: 13_000
    ),
    ModelCase(
      name: "two runners in a row, a fault, and somebody who touches the record twice",
      world: world(runner(starts: 2), faults: 1, touches: 2),
      atLeast: 6_500
    ),
    ModelCase(
      name: "two runners at once, one's clock behind by more than a lease, and a crash",
      world: world(runner(starts: 1), second(skew: -5), crashes: 1),
      atLeast: 25_000
    ),
    ModelCase(
      name: "a cancellation beside a runner, a crash and a fault",
      world: world(runner(starts: 1), second(.cancel(patience: 1)), faults: 1, crashes: 1),
      atLeast: 62_000
    ),
    ModelCase(
      name: "two runners at once, and a fault",
      world: world(runner(starts: 1), second(), faults: 1),
      atLeast: 75_000
    ),
  ]
}
