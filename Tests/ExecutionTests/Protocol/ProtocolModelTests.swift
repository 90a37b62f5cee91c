import Testing

/// The protocol of at most once, in every state that runners, a ledger, a wire and a Dagster can come to.
@Suite struct ProtocolModelTests {
  @Test(arguments: ModelCase.all) func holds(_ example: ModelCase) {
    var exploration = Exploration(steps: example.steps)
    exploration.explore(from: example.world)
    #expect(exploration.violation == nil)
    #expect(exploration.visited.count >= example.atLeast)
    print(
      "The protocol holds with \(example.name): \(exploration.visited.count) states, "
        + "\(exploration.resting) of them without a runner"
    )
  }

  struct Kill: Sendable, CustomTestStringConvertible {
    var mutation: Mutation
    var example: ModelCase
    /// What goes wrong.
    var words: String

    var testDescription: String { mutation.rawValue }

    init(_ mutation: Mutation, _ example: ModelCase, _ words: String) {
      (self.mutation, self.example, self.words) = (mutation, example, words)
    }
  }

  static let kills = [
    Kill(
      .launchesBeforeTheIntentIsWritten,
      .killed,
      "after a rest: the ledger doesn't know what Dagster runs"
    ),
    Kill(.takesNoAnswerForNoLaunch, .killed, "after a rest: the ledger doesn't know what Dagster runs"),
    Kill(.launchesWithoutLookingUp, .killed, "after a rest: step 0 is launched twice"),
    Kill(.doesNotWaitForARequestOnItsWay, .killed, "after a rest: step 0 is launched twice"),
    Kill(.runsAgainWhatSucceeded, .killed, "after a rest: step 0 is launched twice"),
    Kill(.takesAnEndForSuccess, .failing, "after a rest: recorded as succeeded, and it is not"),
    Kill(.goesOnAfterALostClaim, .clockAhead, "the ledger doesn't know what Dagster runs"),
    Kill(.sendsTooLate, .clockAhead, "step 0 is launched twice"),
    Kill(.takesOverFromTheLiving, .clockAhead, "a runner that lives and writes lost its claim"),
    Kill(.trustsTheTimeOfDay, .clockAhead, "a runner that lives and writes lost its claim"),
    Kill(.startsAgainWithoutARecord, .deleted, "step 0 is launched twice"),
    Kill(.runsAgainWhatWasCanceled, .canceled, "called canceled, and it runs"),
    Kill(
      .forgetsItsKubernetesJob,
      .podsFailing,
      "step 0 is begun again by the Kubernetes Job that found it failed"
    ),
    Kill(.forgetsItsKubernetesJob, .podsCanceled, "called canceled, and it runs"),
    Kill(.takesARetryForALaunch, .retried, "the job is lost: nobody brings it to its end"),
    Kill(.takesAFailureToBeRetriedForTheEnd, .retried, "after a rest: step 0 is launched twice"),
    Kill(.takesAFailureToBeRetriedForTheEnd, .retriedAndCanceled, "after a rest: step 0 is launched twice"),
    Kill(
      .launchesBeforeTheIntentIsWritten,
      .changed,
      "after a rest: the ledger doesn't know what was changed"
    ),
    Kill(
      .takesAChangeWithoutAnAnswerForMade,
      .changed,
      "after a rest: recorded as succeeded, and it is not so"
    ),
    Kill(.forgetsWhatItHasSwitchedOff, .paused, "after a rest: the job has ended, and it is off"),
    Kill(.takesWhatIsOffForSwitchedOn, .paused, "after a rest: the job has ended, and it is off"),
    Kill(.takesAPartForNothing, .changed, "the ledger doesn't know what was changed"),
    Kill(
      .recordsAFailureWithoutItsVerdict,
      .failing,
      "after a rest: a step is recorded as failed, and the job is not: the next runner launches it again"
    ),
    Kill(
      .recordsAFailureWithoutItsVerdict,
      .pausedAndFailing,
      "after a rest: a step is recorded as failed, and the job is not: the next runner launches it again"
    ),
    Kill(
      .detachesFromAFailure,
      .pausedAndFailing,
      "what has failed is left to the next runner, which launches it again"
    ),
    Kill(.takesAnIntendedChangeForMade, .changed, "after a rest: recorded as succeeded, and it is not so"),
  ]

  @Test func everyMutationIsTried() {
    #expect(Set(Self.kills.map(\.mutation)) == Set(Mutation.allCases))
  }

  @Test(arguments: kills) func findsOut(_ kill: Kill) {
    var exploration = Exploration(steps: kill.example.steps, mutation: kill.mutation)
    exploration.explore(from: kill.example.world)
    #expect(exploration.violation?.split(separator: "\n").first.map(String.init) == kill.words)
    print(
      "A runner that \(kill.mutation) is found out after \(exploration.visited.count) states: "
        + (exploration.violation ?? "never")
    )
  }
}
