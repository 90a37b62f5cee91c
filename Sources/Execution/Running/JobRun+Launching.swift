import Dagster
import JobDSL

extension JobRun {
  /// Intent, launch, record: a crash between any two of them is found out by the next attempt.
  mutating func launch(step index: Int, as planned: PlannedLaunch?) async throws(Stop) {
    guard let planned else { return }
    let launchID = surroundings.makeID()
    let kind: LaunchRecord.Kind = planned.partitionCount == nil ? .run : .backfill
    let intended = surroundings.clock.now()
    try await write { record in
      record.steps[index].state = .intended
      record.steps[index].launches.append(
        LaunchRecord(launchID: launchID, kind: kind, intended: intended)
      )
      record.steps[index].updateLast { $0.targeted = planned.partitionCount }
    }
    let tags = tags(launchID: launchID, step: index)
    let id: String
    do throws(DagsterError) {
      id = try await send(planned, tags: tags, step: index)
    } catch {
      return try await settle(error, step: index)
    }
    try await recordLaunch(id, step: index)
  }

  private func send(_ planned: PlannedLaunch, tags: [Tag], step index: Int) async throws(DagsterError)
    -> String
  {
    switch planned {
    case .backfill(var request, _, _):
      request.tags += tags
      request.title = "\(job.name), step \(index + 1) of \(job.document.steps.count)"
      request.description = job.document.metadata.reason
      return try await client.launchBackfill(request).rawValue
    case .run(var request):
      request.tags += tags
      return try await client.launchRun(request).rawValue
    }
  }

  /// Tags by which Dagster's own pages tell whose work this is, and by which it is found again.
  private func tags(launchID: String, step index: Int) -> [Tag] {
    let provenance = surroundings.provenance
    let own: [(String, String?)] = [
      ("job", job.name), ("document", job.digest), ("step", String(index)), ("actor", provenance.actor),
      ("commit", provenance.commit),
    ]
    return own.compactMap { key, value in value.map { Tag("production-jobs/\(key)", $0) } }
      + [Tag(Self.launchIDTag, launchID)]
  }

  static var launchIDTag: String { "production-jobs/launch-id" }

  mutating func recordLaunch(_ id: String, step index: Int) async throws(Stop) {
    let now = surroundings.clock.now()
    let url = url(ofLaunch: id, step: index)
    try await write { record in
      record.steps[index].state = .launched
      record.steps[index].updateLast { launch in
        launch.dagsterID = id
        launch.launched = now
        launch.url = url
      }
    }
    report(
      .info,
      "step \(index + 1): \(job.document.steps[index].summary): launched",
      [
        ("step", .int(index)), ("dagster_id", .string(id)), ("url", .string(url)),
      ]
    )
  }

  private func url(ofLaunch id: String, step index: Int) -> String {
    stored?.record.steps[index].launches.last?.kind == .run
      ? client.runURL(RunID(id)) : client.backfillURL(BackfillID(id))
  }

  /// A launch that didn't come back: certainly not sent, or to be looked up.
  private mutating func settle(_ error: DagsterError, step index: Int) async throws(Stop) {
    guard error.mayHaveTakenEffect else {
      try await forgetIntent(step: index, because: "\(error)")
      throw Stop(error)
    }
    if case .cancelled = error.reason { throw .detached }
    report(.warning, "whether it was launched is not certain; looking for it by its tag: \(error)")
    guard try await adopt(step: index, mayStillArrive: !error.isAnswer) else {
      try await forgetIntent(step: index)
      throw Stop(notLaunched: error, step: index)
    }
  }

  /// Finds out what became of the launches that an earlier attempt meant to send.
  mutating func recoverIntents() async throws(Stop) {
    for step in stored?.record.steps ?? [] where step.state == .intended {
      if try await !adopt(step: step.index) { try await forgetIntent(step: step.index) }
    }
  }

  /// It is certain that the request never arrived: the step is as if it had not been tried.
  private mutating func forgetIntent(step index: Int, because message: String? = nil) async throws(Stop) {
    try await write { record in
      record.steps[index].state = .pending
      record.steps[index].launches.removeLast()
      if let message { record.steps[index].message = message }
    }
  }

  /// Takes over what carries the intent's launch id; waits while a request may still be on its way.
  ///
  /// - Returns: `false` where nothing carries it and nothing can any more.
  private mutating func adopt(step index: Int, mayStillArrive: Bool = true) async throws(Stop) -> Bool {
    guard let intent = stored?.record.steps[index].launches.last else { return false }
    while true {
      let flightEnd = intent.intended.advanced(by: surroundings.timing.flight)
      let isSettled = !mayStillArrive || surroundings.clock.now() > flightEnd
      let found = try await candidates(for: intent)
      if found.count > 1 {
        throw Stop(
          .ambiguous,
          "ambiguous",
          "Dagster has \(found.count) launches of step \(index + 1): \(found.joined(separator: ", ")); "
            + "look at both, cancel one, and run the job again"
        )
      }
      if let id = found.first {
        try await recordLaunch(id, step: index)
        return true
      }
      if isSettled { return false }
      try await pause(surroundings.timing.poll.upperBound)
      try await write { _ in }
    }
  }

  private func candidates(for intent: LaunchRecord) async throws(Stop) -> [String] {
    let tag = Tag(Self.launchIDTag, intent.launchID)
    do throws(DagsterError) {
      switch intent.kind {
      case .backfill:
        return try await client.findBackfills(tags: [tag]).map(\.id.rawValue)
      case .run:
        return try await client.findRuns(tags: [tag]).map(\.id.rawValue)
      }
    } catch {
      throw Stop(error)
    }
  }

  func pause(_ seconds: Double) async throws(Stop) {
    do { try await surroundings.clock.sleep(for: seconds) } catch { throw .detached }
  }
}

extension DagsterError {
  /// Dagster itself has answered: the request is not on its way any more.
  fileprivate var isAnswer: Bool { if case .rejected = reason { true } else { false } }
}

extension StepRecord {
  mutating func updateLast(_ change: (inout LaunchRecord) -> Void) {
    guard let last = launches.indices.last else { return }
    change(&launches[last])
  }
}
