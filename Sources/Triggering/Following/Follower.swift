internal import Kubernetes
import Ledger

/// Shows what becomes of a Job until its verdict.
///
/// It looks at the Job by its name, at its pods by its identity and at their events, and again every second, instead
/// of watching: a watch ends in silence, expires, and misses what happened between two of them, while a look has
/// everything in it, whatever came before. Of one Job that costs the API next to nothing. Only a log is a stream,
/// and it is read by one pod after the other.
final class Follower {
  let job: Job
  let client: KubernetesClient
  let namespace: String
  let ledger: (any Ledger)?
  let digest: String
  let reporter: any Reporter
  let patience: FollowLimits
  var sightings: [Sighting] = []
  var outage = Outage()
  var told: Set<String> = []
  var canReadEvents = true
  /// Why no pod runs, as it was told last.
  var obstacle: String?
  /// The document that pods wait for where it was deleted; nil where none is known.
  let document: Document?
  /// When it was put back last.
  var restored: Double?
  /// Since when no pod is there that might still run; nil while one is.
  var idleSince: Double?

  /// A document that pods read, and how to put it back.
  struct Document: Sendable {
    let name: String
    let putBack: @Sendable () async throws(Refusal) -> Void
  }

  /// - Parameters:
  ///   - ledger: asked for the record at the end; nil for what leaves none.
  ///   - digest: of the document that is carried out: a record of another one tells nothing about this Job.
  init(
    _ job: Job,
    client: KubernetesClient,
    namespace: String,
    ledger: (any Ledger)?,
    digest: String,
    document: Document? = nil,
    reporter: any Reporter,
    patience: FollowLimits
  ) {
    self.document = document
    self.job = job
    self.client = client
    self.namespace = namespace
    self.ledger = ledger
    self.digest = digest
    self.reporter = reporter
    self.patience = patience
  }

  /// A pod that was seen, and how far its log was read.
  struct Sighting {
    var pod: Pod
    var position = LogPosition()
    var isAnnounced = false
    var isDone = false
    /// How often in a row its log could not be asked for while it ran.
    var failures = 0
    /// Since when its log can't be read to its end; nil where none of it was tried in vain.
    var unreadSince: Double?
    /// Since when it is known that it is to be deleted.
    var deletedSince: Double?

    var name: String { pod.metadata.name }
  }

  /// Follows to the end. When the task is canceled it throws; the Job goes on.
  func follow() async throws(FollowInterruption) -> Conclusion {
    let begin = patience.clock.uptime()
    while true {
      do throws(KubernetesError) {
        let seen = try await look()
        outage.ended(reporter)
        if let conclusion = try await tell(seen) { return conclusion }
      } catch {
        try note(error)
      }
      if let limit = patience.start, !sightings.contains(where: \.pod.hasStarted),
        patience.hasPassed(limit, since: begin)
      {
        throw .neverStarted(obstacle, after: limit)
      }
      do { try await patience.sleep(for: outage.wait(patience)) } catch { throw .interrupted(obstacle) }
    }
  }

  private func note(_ error: KubernetesError) throws(FollowInterruption) {
    if Task.isCancelled { throw .interrupted(obstacle) }
    guard error.isTransient else { throw .refused("\(error)") }
    outage.began(error, reporter, at: patience.clock.uptime())
    if error.isUnauthorized, outage.failures > 2 { throw .lockedOut("\(error)") }
    if error.isForbidden, outage.lasts(for: patience.first, patience) { throw .refused("\(error)") }
    if outage.lasts(patience) { throw .unreachable("\(error)", for: patience.outage) }
  }
}

/// Why following ended before the Job did.
enum FollowInterruption: Error, Hashable, Sendable {
  /// The task was canceled; why no pod ran then, where it is known.
  case interrupted(String?)
  /// No pod ran in time; why, where it is known.
  case neverStarted(String?, after: Duration)
  /// The API doesn't know any more who asks, which passes by logging in again.
  case lockedOut(String)
  /// The API doesn't let whoever asks do this.
  case refused(String)
  /// The API could not be reached for long.
  case unreachable(String, for: Duration)
}
