internal import Contract
internal import Kubernetes

extension Follower {
  /// Everything at one moment.
  struct Look {
    /// Nil where it is gone.
    var job: Job?
    var pods: [Pod]
    var events: [Event]
  }

  func look() async throws(KubernetesError) -> Look {
    let uid = job.metadata.uid ?? ""
    // First: the pods that are there once a Job is finished are all that it had.
    let current = try await present()
    var pods: [Pod] = try await client.list(namespace: namespace, labels: [Label.controller: uid])
    pods.sort {
      ($0.metadata.creationTimestamp ?? "", $0.metadata.name) < (
        $1.metadata.creationTimestamp ?? "", $1.metadata.name
      )
    }
    // Events tell why nothing runs. Once something does, its log tells more.
    let isStuck = !pods.contains { $0.hasStarted && !$0.hasEnded }
    var events: [Event] = []
    if isStuck {
      for object in [uid] + pods.filter({ !$0.hasStarted }).compactMap(\.metadata.uid) {
        events += try await self.events(of: object)
      }
    }
    return Look(job: current, pods: pods, events: events)
  }

  private func present() async throws(KubernetesError) -> Job? {
    do throws(KubernetesError) {
      let found: Job = try await client.get(name: job.metadata.name, namespace: namespace)
      return found.metadata.uid == job.metadata.uid ? found : nil
    } catch {
      if case .notFound = error.reason { return nil }
      throw error
    }
  }

  private func events(of uid: String) async throws(KubernetesError) -> [Event] {
    guard canReadEvents else { return [] }
    do throws(KubernetesError) {
      return try await client.list(namespace: namespace, fields: ["involvedObject.uid": uid])
    } catch {
      guard case .forbidden = error.reason else { throw error }
      canReadEvents = false
      reporter.note("\(error)")
      return []
    }
  }
}
