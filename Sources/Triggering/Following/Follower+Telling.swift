internal import Contract
internal import Kubernetes
import Ledger

extension Follower {
  /// Tells what is new, reads the log of the pod whose turn it is, and gives the conclusion where there is one.
  func tell(_ look: Look) async throws(KubernetesError) -> Conclusion? {
    remember(look.pods)
    for event in look.events where event.isTelling && !event.isPast(look.pods) {
      tellOnce(event.words, about: event.involvedObject.name)
      if let document, event.misses(document.name) { await putBack(document) }
    }
    if let suspended = look.job?.condition("Suspended") {
      tellOnce("\(suspended.words): no pod starts until it is resumed", about: job.metadata.name)
    }
    let isOver = look.job.map { $0.condition("Complete") != nil || $0.condition("Failed") != nil } ?? true
    while let index = sightings.firstIndex(where: { !$0.isDone }) {
      guard try await advance(index, isLast: isOver) else { return nil }
    }
    if !isOver { tellIdleness(look) }
    return isOver ? await conclude(look.job) : nil
  }

  /// After a pod that failed Kubernetes waits before it starts the next one, silently.
  private func tellIdleness(_ look: Look) {
    let isWaiting = look.job.map { !$0.isDecided && $0.condition("Suspended") == nil } ?? false
    guard isWaiting, !sightings.isEmpty, !look.pods.contains(where: { !$0.hasEnded }) else {
      idleSince = nil
      return
    }
    let since = idleSince ?? patience.clock.uptime()
    idleSince = since
    guard patience.hasPassed(patience.idle, since: since) else { return }
    tellOnce(
      "no pod of it runs now, after \(sightings.count) that ended: Kubernetes waits before it starts the next one, 10 s at "
        + "first and twice as long each time, at most 10 min; what the job began goes on meanwhile",
      about: job.metadata.name
    )
  }

  private func putBack(_ document: Document) async {
    let now = patience.clock.uptime()
    // The pod's event stays for an hour; the node tries again after two minutes at most.
    guard restored.map({ now - $0 > 180 }) ?? true else { return }
    restored = now
    do throws(Refusal) { try await document.putBack() } catch { reporter.note(error.message) }
  }

  private func remember(_ pods: [Pod]) {
    for pod in pods {
      if let index = sightings.firstIndex(where: { $0.pod.metadata.uid == pod.metadata.uid }) {
        sightings[index].pod = pod
      } else {
        sightings.append(Sighting(pod: pod))
        // Whatever kept pods from being created has passed.
        obstacle = nil
      }
    }
    for index in sightings.indices where !sightings[index].isDone {
      guard !pods.contains(where: { $0.metadata.uid == sightings[index].pod.metadata.uid }) else { continue }
      sightings[index].isDone = true
      reporter.note("the pod \(sightings[index].name) is gone")
    }
  }

  func tellOnce(_ words: String, about name: String?) {
    let line = (name.map { "\($0): " } ?? "") + words
    obstacle = line
    if told.insert(line).inserted { reporter.note(line) }
  }

  /// - Parameter isLast: whether nothing more will come.
  /// - Returns: whether the pod is done with, so that it is the next one's turn.
  private func advance(_ index: Int, isLast: Bool) async throws(KubernetesError) -> Bool {
    let pod = sightings[index].pod
    let state = pod.state(of: job.container)
    guard pod.hasStarted || pod.hasEnded else {
      if let obstacle = pod.obstacle(of: job.container) { tellWaiting(obstacle, pod) }
      sightings[index].isDone = isLast
      return isLast
    }
    if pod.hasStarted, !sightings[index].isAnnounced {
      sightings[index].isAnnounced = true
      obstacle = nil
      reporter.note("the pod \(pod.metadata.name) has started")
    }
    if state?.running != nil, !pod.hasEnded, !isLast {
      tellNodeTrouble(index)
      try await readOn(index)
      return false
    }
    guard try await readRest(of: index) else { return false }
    sightings[index].isDone = true
    reporter.note("the pod \(pod.metadata.name): \(pod.ending(of: job.container))")
    if pod.lackedMemory(job.container) { tellOnce(job.memoryAdvice, about: job.metadata.name) }
    return true
  }

  /// That a container is being made says less than an event about it, which stays the reason.
  private func tellWaiting(_ words: String, _ pod: Pod) {
    let isMere = ["ContainerCreating", "PodInitializing"].contains(words)
    let known = obstacle
    tellOnce(words, about: pod.metadata.name)
    if isMere, let known, known.hasPrefix("\(pod.metadata.name): ") { obstacle = known }
  }

  private func tellNodeTrouble(_ index: Int) {
    if let trouble = nodeTrouble(of: index) { tellOnce(trouble, about: sightings[index].name) }
  }

  /// Why nobody hears of a pod though it runs; nil where there is nothing of the kind.
  func nodeTrouble(of index: Int) -> String? {
    let pod = sightings[index].pod
    if pod.metadata.deletionTimestamp != nil, sightings[index].deletedSince == nil {
      sightings[index].deletedSince = patience.clock.uptime()
    }
    // 30 s to end, as every pod here has, and some more for the node to say so.
    let isOverdue = sightings[index].deletedSince.map { patience.hasPassed(.seconds(45), since: $0) } ?? false
    return pod.nodeTrouble(isOverdue: isOverdue)
  }

  private func conclude(_ job: Job?) async -> Conclusion {
    var record: Record?
    if let ledger, let name = self.job.metadata.labels?[Label.instance] {
      do throws(LedgerError) {
        record = try await ledger.read(name)?.record
      } catch {
        reporter.note("the ledger can't be asked: \(error)")
      }
    }
    return JobEnding(
      job: job,
      name: self.job.metadata.name,
      endings: sightings.compactMap { $0.pod.state(of: self.job.container)?.terminated },
      record: record,
      digest: digest
    ).conclusion
  }
}
