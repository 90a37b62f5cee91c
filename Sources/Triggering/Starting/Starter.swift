package import Execution
package import Kubernetes

/// Creates the Job of an attempt, or finds the one that is at it.
package struct Starter: Sendable {
  private let request: TriggerRequest
  private let objects: JobObjects
  private let client: KubernetesClient
  private let ledger: any Ledger
  private let reporter: any Reporter
  private let patience: Patience
  /// Unique to this start.
  private let id: String

  package init(
    _ request: TriggerRequest,
    _ objects: JobObjects,
    client: KubernetesClient,
    ledger: any Ledger,
    reporter: any Reporter,
    patience: Patience,
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
      let jobs = try await attempts()
      if request.mode == .run, let live = try await live(among: jobs) { return live }
      try await putDocument()
      // What is taken and is none of the attempts belongs to another job, or to none: the next number is tried.
      let number = max(taken, jobs.compactMap { name.number(of: $0.metadata.name) }.max() ?? 0) + 1
      if let job = try await create(attempt: number) { return job }
      taken = number
    }
    throw Refusal(69, "others start \(request.job) all the time: look with --mode status")
  }

  private func attempts() async throws(Refusal) -> [Job] {
    try await patience.patiently { () throws(KubernetesError) in
      try await client.list(namespace: request.namespace, labels: [Label.instance: request.job])
    }
  }

  /// - Returns: nil where the name is taken.
  private func create(attempt: Int) async throws(Refusal) -> Job? {
    let wanted = objects.job(attempt: attempt, id: id)
    var mayExist = false
    do throws(Refusal) {
      return try await patience.patiently { () throws(KubernetesError) -> Job? in
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
        75,
        "\(error.message); an earlier try was not answered, and the Job \(wanted.metadata.name) may be there all the "
          + "same: look with --mode status"
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

  private func putDocument() async throws(Refusal) {
    let document = objects.document
    let present = try await patience.patiently { () throws(KubernetesError) -> ConfigMap in
      do throws(KubernetesError) {
        return try await client.create(document, namespace: request.namespace)
      } catch {
        guard case .alreadyExists = error.reason else { throw error }
        return try await client.get(name: document.metadata.name, namespace: request.namespace)
      }
    }
    guard present.data == document.data else {
      throw Refusal(
        77,
        "the ConfigMap \(request.namespace)/\(document.metadata.name) holds another text than its name says: somebody "
          + "changed it. Find out who, and delete it"
      )
    }
  }
}

extension Starter {
  private func live(among jobs: [Job]) async throws(Refusal) -> Job? {
    let name = AttemptName(job: request.job, mode: request.mode)
    let live = jobs.filter {
      $0.metadata.labels?[Label.component] == request.mode.component && !$0.isDecided
        && $0.metadata.deletionTimestamp == nil
    }
    guard
      let job = live.max(by: {
        (name.number(of: $0.metadata.name) ?? 0) < (name.number(of: $1.metadata.name) ?? 0)
      })
    else { return nil }
    let differences = differences(of: job)
    if differences.isEmpty {
      reporter.note("the Job \(job.metadata.name)\(origin(of: job)) is at it: following it")
      return job
    }
    if try await hasStarted(job) { return try attach(to: job, despite: differences) }
    if differences.contains(where: \.isDocument), try await hasLaunched(anotherThan: objects.digest) {
      return try attach(to: job, despite: differences)
    }
    try await remove(job, differences)
    return nil
  }

  private func attach(to job: Job, despite differences: [Difference]) throws(Refusal) -> Job {
    let name = job.metadata.name
    if differences.contains(where: \.isDocument) {
      throw Refusal(
        5,
        "the Job \(name)\(origin(of: job)) carries out another document of \(request.job): wait for its end, or --mode "
          + "cancel"
      )
    }
    for difference in differences { reporter.note("the Job \(name) \(difference.words)") }
    reporter.note("the Job \(name)\(origin(of: job)) is at it: following it")
    return job
  }

  /// Its pods never ran, so that it holds nothing; its image may be one that there isn't.
  private func remove(_ job: Job, _ differences: [Difference]) async throws(Refusal) {
    let name = job.metadata.name
    for difference in differences { reporter.note("the Job \(name) \(difference.words)") }
    reporter.note("none of its pods has started: deleting it")
    try await patience.patiently { () throws(KubernetesError) in
      do throws(KubernetesError) {
        try await client.delete(
          Job.self,
          name: name,
          namespace: request.namespace,
          uid: job.metadata.uid,
          propagation: .background
        )
      } catch {
        if case .notFound = error.reason { return }
        throw error
      }
    }
  }

  private func hasStarted(_ job: Job) async throws(Refusal) -> Bool {
    let pods = try await patience.patiently { () throws(KubernetesError) -> [Pod] in
      try await client.list(
        namespace: request.namespace,
        labels: [Label.controller: job.metadata.uid ?? ""]
      )
    }
    return pods.contains { $0.hasStarted }
  }

  /// Whether the ledger has another document as being carried out. Its pod may be gone with its node, and the next
  /// one not have started.
  private func hasLaunched(anotherThan digest: String) async throws(Refusal) -> Bool {
    do throws(LedgerError) {
      guard let record = try await ledger.read(request.job)?.record else { return false }
      return record.document.digest != digest && record.hasLaunches && record.outcome == nil
    } catch {
      throw Refusal(69, "\(error)")
    }
  }

  private func origin(of job: Job) -> String {
    let actor = job.metadata.annotations?[Annotation.actor].map { " of \($0.withoutControls)" } ?? ""
    return actor + (job.metadata.creationTimestamp.map { ", created \($0)," } ?? "")
  }

  private struct Difference {
    let key: String
    let words: String

    var isDocument: Bool { key == Annotation.document }
  }

  /// How a Job differs from what is asked for. One that was created otherwise, without notes, doesn't.
  private func differences(of job: Job) -> [Difference] {
    let wanted = objects.job(attempt: 1, id: id).metadata.annotations ?? [:]
    guard let found = job.metadata.annotations, found[Annotation.id] != nil else { return [] }
    return [(Annotation.document, "document"), (Annotation.image, "image"), (Annotation.plan, "plan")]
      .filter { key, _ in found[key] != wanted[key] }
      .map { key, word in
        Difference(key: key, words: "has the \(word) \(found[key] ?? "none"), not \(wanted[key] ?? "none")")
      }
  }
}
