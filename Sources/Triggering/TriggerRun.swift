internal import Contract
internal import HTTP
package import Kubernetes
package import Ledger

/// Carries a request out against a cluster.
package struct TriggerRun: Sendable {
  let request: TriggerRequest
  let client: KubernetesClient
  let ledger: any Ledger
  let reporter: any Reporter
  let patience: FollowLimits
  /// The command that does the same again.
  private let again: String

  /// - Parameter ledger: asked again while its place can't be reached.
  package init(
    _ request: TriggerRequest,
    client: KubernetesClient,
    ledger: any Ledger,
    reporter: any Reporter,
    patience: FollowLimits,
    again: String
  ) {
    self.request = request
    self.client = client
    self.ledger = RetryingLedger(
      ledger,
      clock: patience.clock,
      events: ReportedEvents(reporter: reporter),
      patience: .init(first: patience.outage.inSeconds, later: patience.outage.inSeconds)
    )
    self.reporter = reporter
    self.patience = patience
    self.again = again
  }

  /// Starts what is asked for, or finds it, and follows it to its end. When the task is canceled, the Job goes on.
  ///
  /// - Parameter id: unique to this call.
  package func carryOut(_ files: JobFiles, id: String) async -> Conclusion {
    await carryOut(id: id) { () throws(Refusal) in
      if files.isRetired { try await ledger.expectUnfinished(files.job) }
      return try JobObjects(request, files)
    }
  }

  /// Stops what the job began, like the Job that carries or carried it out, which tells image and settings: neither
  /// a document nor a version is needed, and main may have dropped the job.
  ///
  /// - Parameter checkout: asked where no such Job is left.
  package func cancel(id: String, checkout: @escaping @Sendable () throws(Refusal) -> JobFiles) async
    -> Conclusion
  {
    await carryOut(id: id) { () throws(Refusal) in try await stopping(checkout) }
  }

  private func stopping(_ checkout: () throws(Refusal) -> JobFiles) async throws(Refusal) -> JobObjects {
    let name = AttemptName(job: request.job, mode: .run)
    let runs = try await client.attempts(at: request, patience, telling: reporter)
      .filter { $0.metadata.labels?[Label.component] == Mode.run.component }
    if let newest = runs.max(by: {
      name.number(of: $0.metadata.name) ?? 0 < name.number(of: $1.metadata.name) ?? 0
    }) {
      return JobObjects(request, stopping: newest)
    }
    let record = try await ledger.record(of: request.job)
    guard let image = try image(of: record) else {
      throw .usage(
        "no Job of \(request.job) is left in \(request.namespace), and "
          + (record == nil ? "the ledger has no record of it" : "its record names no image")
          + ": give VERSION, and --image or RUNNER_IMAGE, to cancel it by the document of this checkout"
      )
    }
    return try JobObjects(request.running(image), checkout())
  }

  private func image(of record: Record?) throws(Refusal) -> ImageReference? {
    if let image = request.image { return image }
    guard let text = record?.attempts.last?.provenance.image else { return nil }
    return try ImageReference(text)
  }

  private func carryOut(id: String, _ make: () async throws(Refusal) -> JobObjects) async -> Conclusion {
    do throws(Refusal) {
      let objects = try await make()
      let starter = Starter(
        request,
        objects,
        client: client,
        ledger: ledger,
        reporter: reporter,
        patience: patience,
        id: id
      )
      return await follow(try await starter.start(), starter)
    } catch {
      guard Task.isCancelled else { return Conclusion(error.status, error.message) }
      return Conclusion(.detached, "stopped while it was being started (\(error.message)); to look: \(again)")
    }
  }

  private func follow(_ job: Job, _ starter: Starter) async -> Conclusion {
    let (limit, patience) = (patience.total, patience)
    return await withTaskGroup(of: Result<Conclusion, FollowInterruption>?.self) { group in
      group.addTask { await following(job, starter) }
      group.addTask {
        // Without a limit it waits to be canceled.
        try? await patience.sleep(for: limit ?? .seconds(86_400 * 365))
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      // The limit passed: what the follower says when it is stopped tells why nothing ran.
      let isLate = first == nil && !Task.isCancelled
      var result = first
      while result == nil, let next = await group.next() { result = next }
      switch result {
      case .success(let conclusion): return conclusion
      case .failure(let interruption): return end(of: job, interruption, isLate ? limit : nil)
      case nil: return end(of: job, .interrupted(nil), isLate ? limit : nil)
      }
    }
  }

  private func following(_ job: Job, _ starter: Starter) async -> Result<Conclusion, FollowInterruption> {
    let follower = Follower(
      job,
      client: client,
      namespace: request.namespace,
      ledger: request.mode == .run ? ledger : nil,
      digest: starter.objects.digest,
      document: request.mode != .cancel && starter.readsOurs(job)
        ? Follower.Document(name: starter.objects.document.metadata.name) { () throws(Refusal) in
          try await starter.putDocument(isBack: true)
        } : nil,
      reporter: reporter,
      patience: patience
    )
    do throws(FollowInterruption) {
      return .success(try await follower.follow())
    } catch {
      return .failure(error)
    }
  }

  private func end(of job: Job, _ interruption: FollowInterruption, _ limit: Duration?) -> Conclusion {
    let name = "the Job \(job.metadata.name)"
    let hint = request.mode == .run ? "to follow it again: \(again)" : "its log: \(logCommand(job))"
    switch interruption {
    case .interrupted(let obstacle):
      let why = obstacle.map { " (\($0))" } ?? ""
      guard let limit else {
        return Conclusion(.detached, "stopped following; \(name) goes on\(why); \(hint)")
      }
      return Conclusion(.detached, "followed for \(limit.words), no longer; \(name) goes on\(why); \(hint)")
    case .neverStarted(let obstacle, let limit):
      let why = obstacle.map { " (\($0))" } ?? ""
      return Conclusion(
        .detached,
        "no pod of \(name) has started in \(limit.words)\(why); the Job stays, fix that and \(hint)"
      )
    case .lockedOut(let why): return Conclusion(.detached, "\(why); \(name) goes on; \(hint)")
    case .refused(let why): return Conclusion(.refused, "\(why); \(name) goes on; \(hint)")
    case .unreachable(let why, let limit):
      return Conclusion(.detached, "no answer for \(limit.words): \(why); \(name) goes on; \(hint)")
    }
  }

  private func logCommand(_ job: Job) -> String {
    "kubectl logs --follow --namespace \(request.namespace) job/\(job.metadata.name)"
  }
}
