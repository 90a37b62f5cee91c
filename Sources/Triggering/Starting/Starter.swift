internal import Contract
package import Kubernetes
package import Ledger

/// Creates the Job of an attempt, or finds the one that is already running.
package struct Starter: Sendable {
  let request: TriggerRequest
  let objects: JobObjects
  let client: KubernetesClient
  let ledger: any Ledger
  let reporter: any Reporter
  let patience: FollowLimits
  /// Unique to this start.
  let id: String

  package init(
    _ request: TriggerRequest,
    _ objects: JobObjects,
    client: KubernetesClient,
    ledger: any Ledger,
    reporter: any Reporter,
    patience: FollowLimits,
    id: String
  ) {
    self.request = request
    self.objects = objects
    self.client = client
    self.ledger = ledger
    self.reporter = reporter
    self.patience = patience
    self.id = id
  }

  /// The Job to follow.
  ///
  /// A job that runs is not started again: whoever asks for it follows the one that there is. The ledger would see
  /// to it in any case, this tells so at once.
  package func start() async throws(Refusal) -> Job {
    let name = AttemptName(job: request.job, mode: request.mode)
    var taken = 0
    // Each turn found a name taken that was free before.
    for _ in 0..<20 {
      let jobs = try await client.attempts(at: request, patience, telling: reporter)
      if request.mode == .run, let live = try await live(among: jobs) {
        // Without it no further pod of the Job starts.
        if readsOurs(live) { try await putDocument(isBack: true) }
        return live
      }
      if request.mode != .cancel { try await putDocument() }
      // What is taken and is none of the attempts belongs to another job, or to none: the next number is tried.
      let number = max(taken, jobs.compactMap { name.number(of: $0.metadata.name) }.max() ?? 0) + 1
      if let job = try await create(attempt: number) { return job }
      taken = number
    }
    throw Refusal(.unavailable, "others start \(request.job) all the time: look with --mode status")
  }

  /// - Returns: nil where the name is taken.
  private func create(attempt: Int) async throws(Refusal) -> Job? {
    let wanted = objects.job(attempt: attempt, id: id)
    var mayExist = false
    do throws(Refusal) {
      return try await patience.patiently(telling: reporter) { () throws(KubernetesError) -> Job? in
        do throws(KubernetesError) {
          let job = try await client.create(wanted, namespace: request.namespace)
          reporter.note("created the Job \(job.metadata.name) in \(request.namespace)")
          return job
        } catch {
          mayExist = mayExist || error.mayHaveTakenEffect
          guard case .alreadyExists = error.reason else { throw error }
          return try await own(wanted.metadata.name)
        }
      }
    } catch {
      guard mayExist else { throw error }
      throw Refusal(
        .detached,
        "\(error.message); an earlier try was not answered, and the Job \(wanted.metadata.name) may be there "
          + "anyway: look with --mode status"
      )
    }
  }

  /// The Job of a name where it is from here: the answer to its creation was lost.
  private func own(_ name: String) async throws(KubernetesError) -> Job? {
    do throws(KubernetesError) {
      let job: Job = try await client.get(name: name, namespace: request.namespace)
      guard job.metadata.annotations?[Annotation.id] == id else { return nil }
      reporter.note("created the Job \(name) in \(request.namespace)")
      return job
    } catch {
      if case .notFound = error.reason { return nil }
      throw error
    }
  }

  /// - Parameter isBack: whether it was there before, and is missed.
  func putDocument(isBack: Bool = false) async throws(Refusal) {
    let document = objects.document
    let present = try await patience.patiently(telling: reporter) { () throws(KubernetesError) -> ConfigMap in
      do throws(KubernetesError) {
        let created = try await client.create(document, namespace: request.namespace)
        if isBack {
          reporter.note(
            "the ConfigMap \(document.metadata.name) was gone: put it back, so that pods can start"
          )
        }
        return created
      } catch {
        guard case .alreadyExists = error.reason else { throw error }
        return try await client.get(name: document.metadata.name, namespace: request.namespace)
      }
    }
    guard present.data == document.data else {
      throw Refusal(
        .refused,
        "the ConfigMap \(request.namespace)/\(document.metadata.name) holds another text than its name says: somebody "
          + "changed it. Find out who, and delete it"
      )
    }
  }
}
