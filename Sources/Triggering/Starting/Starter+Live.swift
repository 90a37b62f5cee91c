internal import Contract
internal import JSONTree
internal import Kubernetes
import Ledger

extension Starter {
  /// The Job to follow instead of starting one; nil where there is none, or where it gave way.
  func live(among jobs: [Job]) async throws(Refusal) -> Job? {
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
    var differences = differences(of: job)
    if differences.contains(where: \.isDocument), try await carriesOutOurs(job) {
      differences.removeAll(where: \.isDocument)
    }
    if try await isAtIt(job, differences) { return try attach(to: job, despite: differences) }
    try await remove(job, differences)
    return nil
  }

  /// Whether it is what is asked for, or holds something by now.
  private func isAtIt(_ job: Job, _ differences: [Difference]) async throws(Refusal) -> Bool {
    if differences.isEmpty { return true }
    let pods = try await pods(of: job)
    if differences.contains(where: \.isMemory), job.lacksMemory(pods) { return false }
    if pods.contains(where: \.hasStarted) { return true }
    guard differences.contains(where: \.isDocument) else { return false }
    return try await hasLaunched(anotherThan: objects.digest)
  }

  private func attach(to job: Job, despite differences: [Difference]) throws(Refusal) -> Job {
    let name = job.metadata.name
    if differences.contains(where: \.isDocument) {
      throw Refusal(
        .held,
        "the Job \(name)\(origin(of: job)) carries out another document of \(request.job): wait for its end, or --mode "
          + "cancel"
      )
    }
    if let difference = unapproved(job) {
      throw Refusal(
        .held,
        "the Job \(name)\(origin(of: job)) \(difference): what it does was not approved by this plan. Wait for its end, or "
          + "--mode cancel, and plan anew"
      )
    }
    for difference in differences { reporter.note("the Job \(name) \(difference.words)") }
    reporter.note("the Job \(name)\(origin(of: job)) is already running: following it")
    return job
  }

  /// Its pods never ran, so that it holds nothing, and its image may be one that there isn't; or none of them lives,
  /// and the next one attaches to their work.
  private func remove(_ job: Job, _ differences: [Difference]) async throws(Refusal) {
    let name = job.metadata.name
    for difference in differences { reporter.note("the Job \(name) \(difference.words)") }
    let why =
      differences.contains(where: \.isMemory)
      ? "none of its pods runs, for want of memory" : "none of its pods has started"
    reporter.note("\(why): deleting it")
    try await patience.patiently(telling: reporter) { () throws(KubernetesError) in
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

  private func pods(of job: Job) async throws(Refusal) -> [Pod] {
    try await patience.patiently(telling: reporter) { () throws(KubernetesError) -> [Pod] in
      try await client.list(
        namespace: request.namespace,
        labels: [Label.controller: job.metadata.uid ?? ""]
      )
    }
  }

  /// Whether the ledger has another document as being carried out. Its pod may be gone with its node, and the next
  /// one not have started.
  private func hasLaunched(anotherThan digest: String) async throws(Refusal) -> Bool {
    guard let record = try await ledger.record(of: request.job) else { return false }
    return record.document.digest != digest && record.hasLaunches && record.outcome == nil
  }

  private func origin(of job: Job) -> String {
    let actor = job.metadata.annotations?[Annotation.actor].map { " of \($0.withoutControls)" } ?? ""
    return actor + (job.metadata.creationTimestamp.map { ", created \($0)," } ?? "")
  }

  /// How what a Job really runs differs from what was approved; its notes are not asked, since anybody may write them.
  private func unapproved(_ job: Job) -> String? {
    guard let plan = request.plan else { return nil }
    let container = job.spec?["template"]?["spec"]?["containers"]?.elements.first
    let arguments = container?["args"]?.elements.map { $0.text ?? "" } ?? []
    let place = arguments.firstIndex(of: "--plan").map { $0 + 1 }
    let approved = place.flatMap { $0 < arguments.endIndex ? arguments[$0] : nil }
    if approved != plan {
      return "carries out \(approved.map { "the plan \($0)" } ?? "no plan"), not \(plan)"
    }
    let (image, wanted) = (container?["image"]?.text ?? "none", request.image?.description)
    return wanted == nil || image == wanted ? nil : "runs the image \(image), not \(wanted ?? "")"
  }

  private struct Difference {
    let key: String
    let words: String

    var isDocument: Bool { key == Annotation.document }
    var isMemory: Bool { key == Self.memory }

    static let memory = "memory limit"
  }

  /// How a Job differs from what is asked for. One that was created otherwise, without notes, doesn't.
  private func differences(of job: Job) -> [Difference] {
    let wanted = objects.job(attempt: 1, id: id).metadata.annotations ?? [:]
    guard let found = job.metadata.annotations, found[Annotation.id] != nil else { return [] }
    let memory = (found: job.spec?.memoryLimit, wanted: objects.memoryLimit)
    return [(Annotation.document, "document"), (Annotation.image, "image"), (Annotation.plan, "plan")]
      .filter { key, _ in found[key] != wanted[key] }
      .map { key, word in
        Difference(key: key, words: "has the \(word) \(found[key] ?? "none"), not \(wanted[key] ?? "none")")
      }
      + (memory.found == memory.wanted
        ? []
        : [
          Difference(
            key: Difference.memory,
            words: "has the memory limit \(memory.found ?? "none"), not \(memory.wanted ?? "none")"
          )
        ])
  }
}
