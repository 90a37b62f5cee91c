import Testing

@testable import Execution

/// The protocol of at most once, in every state that two runners, a ledger, a wire and a Dagster can come to.
@Suite struct ProtocolModelTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var steps = 1
    var world: World
    /// How many states there are at least: a model that shrinks by mistake proves less.
    var atLeast: Int
  }

  static func world(
    second goal: AttemptMachine.Goal? = .run(),
    skew: Int = 0,
    starts: [Int] = [2, 1],
    faults: Int = 1,
    crashes: Int = 1,
    signals: Int = 0,
    failures: Int = 0
  ) -> World {
    let first = World.Runner(number: 1, goal: .run(), skew: 0, starts: starts[0])
    let second = goal.map { World.Runner(number: 2, goal: $0, skew: skew, starts: starts[1]) }
    return World(
      runners: [first] + (second.map { [$0] } ?? []),
      faults: faults,
      crashes: crashes,
      signals: signals,
      failures: failures
    )
  }

  static let cases = [
    Case(testDescription: "two runners, a fault, a crash", world: world(), atLeast: 1),
    Case(testDescription: "a clock ahead", world: world(skew: 5), atLeast: 1),
    Case(testDescription: "a clock behind", world: world(skew: -5), atLeast: 1),
    Case(testDescription: "a cancellation", world: world(second: .cancel(patience: 3)), atLeast: 1),
    Case(
      testDescription: "work that fails, and a signal",
      
      world: world(faults: 0, signals: 1, failures: 1),
      atLeast: 1
    ),
    Case(testDescription: "two steps", steps: 2, world: world(faults: 0), atLeast: 1),
  ]

  @Test(arguments: cases) func holds(_ example: Case) {
    var exploration = Exploration(steps: example.steps)
    exploration.explore(from: example.world)
    #expect(exploration.violation == nil)
    #expect(exploration.visited.count >= example.atLeast)
    print(
      "The protocol holds with \(example.testDescription): \(exploration.visited.count) states, "
        + "\(exploration.resting) of them at rest"
    )
  }

  @Test(arguments: Mutation.allCases) func findsOut(_ mutation: Mutation) {
    let found = Self.cases.lazy.compactMap { example -> String? in
      var exploration = Exploration(steps: example.steps, mutation: mutation)
      exploration.explore(from: example.world)
      return exploration.violation
    }.first
    #expect(found != nil, "\(mutation) is not found out")
    print("A protocol that \(mutation): \(found ?? "")")
  }
}
