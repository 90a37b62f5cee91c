package import Dagster
package import JobDSL
package import YAML

/// One attempt to carry a job out: at most once, and so that the next attempt can go on wherever it stops.
package struct JobRun: Sendable {
  let job: JobToRun
  let client: DagsterClient
  let surroundings: Surroundings
  /// The record as it was last written by this attempt.
  var stored: StoredRecord?
  /// What a first attempt planned before it recorded anything.
  var planned: PlannedJob?

  package init(job: JobToRun, client: DagsterClient, surroundings: Surroundings) {
    self.job = job
    self.client = client
    self.surroundings = surroundings
  }

  /// Runs to the verdict. Every way to end is a result; what is thrown away is nothing.
  package mutating func run() async -> RunResult {
    var result: RunResult
    do {
      try await claim()
      try await carryOut()
      result = RunResult(.succeeded, "succeeded", "\(job.name) succeeded")
    } catch {
      result = error.result
    }
    await release(after: result)
    result.record = stored?.record
    return result
  }

  private mutating func carryOut() async throws(Stop) {
    try await recoverIntents()
    var plan = try await planRest()
    for index in job.document.steps.indices {
      guard let state = stored?.record.steps[index].state, state != .succeeded else { continue }
      if state != .launched { try await launch(step: index, as: plan.launches.removeValue(forKey: index)) }
      try await watch(step: index)
    }
    try await write { $0.outcome = .succeeded }
  }

  private func planRest() async throws(Stop) -> PlannedJob {
    if let planned { return planned }
    let open = stored?.record.steps.filter { $0.state == .pending }.map(\.index) ?? []
    return open.isEmpty ? PlannedJob(launches: [:]) : try await plan(steps: open)
  }

  func plan(steps: [Int]) async throws(Stop) -> PlannedJob {
    do {
      return try await ServerCheck(
        client: client,
        document: job.document,
        root: job.root,
        file: job.file,
        now: surroundings.clock.now()
      ).plan(steps: steps)
    } catch {
      throw Stop(error)
    }
  }
}

/// A strictly read document that is to be run.
package struct JobToRun: Sendable {
  package let document: JobDocument
  package let root: Node?
  package let file: String
  package let digest: String

  package init(document: JobDocument, root: Node?, file: String) {
    self.document = document
    self.root = root
    self.file = file
    digest = documentDigest(document)
  }

  package var name: String { document.metadata.name }
}

/// What an attempt gets from the world around it.
package struct Surroundings: Sendable {
  package var ledger: any Ledger
  package var clock: any WallClock
  package var events: any EventSink
  package var provenance: Provenance
  /// Who holds the lease: unique to this process.
  package var holder: String
  /// Makes launch ids; each is unique for all time.
  package var makeID: @Sendable () -> String
  package var timing: RunTiming

  package init(
    ledger: any Ledger,
    clock: any WallClock,
    events: any EventSink,
    provenance: Provenance,
    holder: String,
    makeID: @escaping @Sendable () -> String,
    timing: RunTiming = RunTiming()
  ) {
    self.ledger = ledger
    self.clock = clock
    self.events = events
    self.provenance = provenance
    self.holder = holder
    self.makeID = makeID
    self.timing = timing
  }
}

/// The waits of a run, in seconds.
package struct RunTiming: Sendable {
  /// A lease that isn't renewed for so long is anybody's.
  package var lease = 60.0
  /// The first and the longest pause between two looks at running work.
  package var poll = 1.0...5.0
  /// How long the server may be away while work is watched.
  package var outage = 600.0
  /// How long after an intent a request may still arrive at the server.
  package var flight = 90.0

  package init() {}
}
