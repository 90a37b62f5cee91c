import Testing

@testable import Attempt
@testable import Ledger

/// What a runner may do with a job, by what the ledger says of it.
@Suite struct ClaimTests {
  static let now = Sample.start.advanced(by: 2_000)

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var existing: Record?
    var claim: Claim

    init(_ title: String, _ existing: Record?, _ claim: Claim) {
      (testDescription, self.existing, self.claim) = (title, existing, claim)
    }
  }

  /// The record of the document that asks, changed.
  static func same(_ change: (inout Record) -> Void = { _ in }) -> Record {
    var record = Sample.record()
    change(&record)
    return record
  }

  /// The record of another document of that name, changed.
  static func other(_ change: (inout Record) -> Void = { _ in }) -> Record {
    same {
      $0.document.digest = "sha256:ffff"
      $0.steps = [StepRecord(index: 0, command: "launch", summary: "noop_job")]
      change(&$0)
    }
  }

  static let launch = LaunchRecord(launchID: "l", kind: .run, intended: Sample.start)
  static let expired = Lease(holder: "other", fencingToken: 3, expires: now)
  static let released = Lease(holder: "other", fencingToken: 3, expires: now.advanced(by: 60), released: now)
  static let live = Lease(holder: "other", fencingToken: 3, expires: now.advanced(by: 0.001))
  static let own = Lease(holder: "me", fencingToken: 3, expires: now.advanced(by: 60))

  static let cases =
    newNames + [
      Case("it succeeded", same { $0.outcome = .succeeded }, .refuse(.alreadySucceeded("recover-orders"))),
      Case(
        "it succeeded, and somebody holds it",
        same { ($0.outcome, $0.lease) = (.succeeded, live) },
        .refuse(.alreadySucceeded("recover-orders"))
      ),
      Case("somebody holds it", same { $0.lease = live }, .held(live)),
      Case(
        "it succeeded before it could be canceled",
        same { ($0.outcome, $0.cancellation) = (.succeeded, stop) },
        .refuse(.alreadySucceeded("recover-orders"))
      ),
      Case(
        "it was canceled, and nothing of it runs",
        same { ($0.outcome, $0.cancellation) = (.canceled, stop) },
        .refuse(.canceled("recover-orders", by: stop, isOver: true))
      ),
      Case("the lease has expired", same { $0.lease = expired }, .doubtful(expired)),
      Case("the lease was given back", same { $0.lease = released }, .resume),
      Case("I hold it", same { $0.lease = own }, .resume),
      Case("it failed", failed(.failed), .resume),
      Case("it was canceled", failed(.canceled), .resume),
      Case("it is under way", underWay(.launched), .resume),
      Case("it may be under way", underWay(.intended), .resume),
      Case("a step is done", underWay(.succeeded), .resume),
    ]

  static let stop = Cancellation(requested: now, provenance: Provenance(actor: "grace"))

  static let newNames = [
    Case("there is no record", nil, .create),
    Case(
      "another document succeeded",
      other { $0.outcome = .succeeded },
      .refuse(.documentChanged(Sample.record(), recorded: "sha256:ffff"))
    ),
    Case(
      "another document launched something",
      other { $0.steps[0].launches = [launch] },
      .refuse(.documentChanged(Sample.record(), recorded: "sha256:ffff"))
    ),
    Case(
      "another document launched something and is held",
      other { ($0.steps[0].launches, $0.lease) = ([launch], live) },
      .refuse(.documentChanged(Sample.record(), recorded: "sha256:ffff"))
    ),
    Case(
      "another document succeeded before it could be canceled",
      other { ($0.outcome, $0.cancellation) = (.succeeded, stop) },
      .refuse(.documentChanged(Sample.record(), recorded: "sha256:ffff"))
    ),
    Case("another document launched nothing", other(), .resume),
    Case("another document is held", other { $0.lease = live }, .held(live)),
  ]

  static func failed(_ state: StepRecord.State) -> Record {
    same {
      $0.outcome = .failed
      $0.steps[0].state = state
      $0.steps[0].message = "no data"
      $0.steps[0].launches = [launch]
    }
  }

  static func underWay(_ state: StepRecord.State) -> Record {
    same { ($0.steps[0].state, $0.steps[0].launches) = (state, [launch]) }
  }

  @Test(arguments: cases) func decides(_ example: Case) {
    let claim = Claim(
      existing: example.existing,
      fresh: Sample.record(),
      holder: "me",
      goal: .run(),
      now: Self.now
    )
    #expect(claim == example.claim)
  }

  /// Attempts of Kubernetes Jobs, by their uids, and how they ended.
  static func attempts(_ all: (String?, Outcome?)...) -> [Attempt] {
    all.enumerated().map { index, attempt in
      Attempt(
        number: index + 1,
        started: Sample.start,
        provenance: Provenance(),
        outcome: attempt.1,
        kubernetesJob: attempt.0
      )
    }
  }

  /// A failed record that these attempts have left.
  static func failed(by attempts: [Attempt], _ change: (inout Record) -> Void = { _ in }) -> Record {
    var record = failed(.failed)
    record.attempts = attempts
    change(&record)
    return record
  }

  static let held = same {
    $0.attempts = attempts(("mine", .waiting))
    $0.steps[0].heldAt = 1
  }

  static let ofKubernetesJobs = [
    Case(
      "this Job has failed",
      failed(by: attempts(("mine", .failed))),
      .refuse(.alreadyFailed(failed(by: attempts(("mine", .failed)))))
    ),
    Case("another Job has failed", failed(by: attempts(("other", .failed))), .resume),
    Case("nobody knows of which Job it was", failed(by: attempts((nil, .failed))), .resume),
    Case("this Job was killed before it wrote an end", failed(by: attempts(("mine", nil))), .resume),
    Case("this Job was detached", failed(by: attempts(("mine", .other("detached")))), .resume),
    Case(
      "this Job has failed, and another goes on with it",
      failed(by: attempts(("mine", .failed), ("other", nil))) { ($0.outcome, $0.lease) = (nil, live) },
      .refuse(
        .alreadyFailed(
          failed(by: attempts(("mine", .failed), ("other", nil))) { ($0.outcome, $0.lease) = (nil, live) }
        )
      )
    ),
    Case(
      "this Job has failed, and another has succeeded with it",
      same { ($0.outcome, $0.attempts) = (.succeeded, attempts(("mine", .failed), ("other", .succeeded))) },
      .refuse(.alreadySucceeded("recover-orders"))
    ),
    Case(
      "this Job waits for a person",
      held,
      .refuse(.waiting("recover-orders", step: 0, until: "dim_products"))
    ),
    Case(
      "it was canceled after this Job had begun",
      failed(by: attempts(("mine", .other("detached")))) { $0.cancellation = stop },
      .refuse(.canceled("recover-orders", by: stop, isOver: true))
    ),
    Case(
      "it was canceled before this Job",
      failed(by: attempts(("other", .canceled))) { $0.cancellation = stop },
      .resume
    ),
  ]

  /// What a pod may do, which may follow another one of its Job by itself.
  @Test(arguments: ofKubernetesJobs) func decidesForAPod(_ example: Case) {
    let claim = Claim(
      existing: example.existing,
      fresh: Sample.record(),
      holder: "me",
      kubernetesJob: "mine",
      goal: .run(resumesCanceled: true),
      now: Self.now
    )
    #expect(claim == example.claim)
  }

  @Test func whatAPodHasFoundFailedIsNotDoneAgainByTheNext() {
    let record = Self.failed(by: Self.attempts(("mine", nil)))
    #expect(record.resumed(as: Sample.record(), for: .run(), in: "mine") == record)
    #expect(record.resumed(as: Sample.record(), for: .run(), in: "other").steps[0].state == .pending)
    #expect(record.resumed(as: Sample.record(), for: .run()).steps[0].state == .pending)
  }

  @Test func aMendedDocumentKeepsTheHistory() {
    let attempt = Attempt(number: 1, started: Sample.start, provenance: Provenance(actor: "ada"))
    let existing = Self.other { ($0.attempts, $0.lease) = ([attempt], Self.expired) }
    let fresh = Sample.record(created: Self.now)
    var expected = fresh
    (expected.created, expected.attempts, expected.lease) = (Sample.start, [attempt], Self.expired)
    #expect(existing.resumed(as: fresh, for: .run()) == expected)
  }

  @Test(arguments: [StepRecord.State.failed, .canceled]) func whatFailedIsDoneAgain(_ state: StepRecord.State)
  {
    let again = Self.same { $0.steps[0].launches = [Self.launch] }
    #expect(Self.failed(state).resumed(as: Sample.record(), for: .run()) == again)
  }

  @Test(arguments: [StepRecord.State.intended, .launched, .succeeded])
  func whatIsUnderWayStaysSo(_ state: StepRecord.State) {
    let record = Self.underWay(state)
    #expect(record.resumed(as: Sample.record(), for: .run()) == record)
  }
}
