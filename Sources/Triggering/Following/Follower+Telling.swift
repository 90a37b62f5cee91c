internal import Execution
internal import Kubernetes

extension Follower {
  /// Tells what is new, reads the log of the pod whose turn it is, and gives the conclusion where there is one.
  func tell(_ look: Look) async throws(KubernetesError) -> Conclusion? {
    remember(look.pods)
    for event in look.events where event.isTelling { tellOnce(event.words, about: event.involvedObject.name) }
    if let suspended = look.job?.condition("Suspended") {
      tellOnce("\(suspended.words): no pod starts until it is resumed", about: job.metadata.name)
    }
    let isOver = look.job.map { $0.condition("Complete") != nil || $0.condition("Failed") != nil } ?? true
    while let index = sightings.firstIndex(where: { !$0.isDone }) {
      guard try await advance(index, isLast: isOver) else { return nil }
    }
    return isOver ? await conclude(look.job) : nil
  }

  private func remember(_ pods: [Pod]) {
    for pod in pods {
      if let index = sightings.firstIndex(where: { $0.pod.metadata.uid == pod.metadata.uid }) {
        sightings[index].pod = pod
      } else {
        sightings.append(Sighting(pod: pod))
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
      if let obstacle = pod.obstacle(of: job.container) { tellOnce(obstacle, about: pod.metadata.name) }
      sightings[index].isDone = isLast
      return isLast
    }
    if pod.hasStarted, !sightings[index].isAnnounced {
      sightings[index].isAnnounced = true
      obstacle = nil
      reporter.note("the pod \(pod.metadata.name) has started")
    }
    if state?.running != nil, !pod.hasEnded, !isLast {
      try await readOn(index)
      return false
    }
    guard try await readRest(of: index) else { return false }
    sightings[index].isDone = true
    reporter.note("the pod \(pod.metadata.name): \(pod.ending(of: job.container))")
    return true
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
    let ending = sightings.last { $0.pod.state(of: self.job.container)?.terminated != nil }
    return Verdict(
      job: job,
      name: self.job.metadata.name,
      ending: ending?.pod.state(of: self.job.container)?.terminated,
      record: record,
      digest: digest
    ).conclusion
  }
}
