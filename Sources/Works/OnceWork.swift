package import Attempt
public import Dagster
import DagsterModel
public import Ledger

/// Something that is brought about by a request or several and starts no run.
///
/// It is safe to send again: the server is looked at before each sending, and only what is not yet so is sent. So it needs
/// no tag to be found by, and a look says whether it is done.
public protocol Change: Sendable {
  /// How much it targets.
  var count: Int { get }
  /// Sends what is not so yet, and looks that it is so then. An error that comes after something was sent, of whatever
  /// request, is to be thrown as one `afterSending`: nobody may take it for one without effect.
  func carryOut(on client: DagsterClient) async throws(DagsterError)
  /// Whether it is so, however that came.
  ///
  /// - Parameter intended: when the intent was written. What others have brought about since is theirs.
  func isDone(since intended: Timestamp, on client: DagsterClient) async throws(DagsterError) -> Bool
}

/// A change of many things of one kind, each of which is so or not.
package protocol KeyedChange: Change {
  var keys: [String] { get }
  /// How many are sent at once.
  static var batch: Int { get }
  /// Those that are not so yet.
  func missing(on client: DagsterClient) async throws(DagsterError) -> [String]
  func send(_ keys: [String], to client: DagsterClient) async throws(DagsterError)
}

extension KeyedChange {
  package var count: Int { keys.count }

  package func carryOut(on client: DagsterClient) async throws(DagsterError) {
    let open = try await missing(on: client)
    var hasSent = false
    do throws(DagsterError) {
      for batch in open.batches(of: Self.batch) {
        do throws(DagsterError) { try await send(batch, to: client) } catch {
          // The server goes through a batch one by one.
          hasSent = hasSent || error.mayHaveTakenEffect
          throw error
        }
        hasSent = true
      }
      guard hasSent else { return }
      let left = try await missing(on: client)
      guard left.isEmpty else { throw .undone(left.count, of: count) }
    } catch {
      throw hasSent ? error.afterSending : error
    }
  }

  package func isDone(since intended: Timestamp, on client: DagsterClient) async throws(DagsterError) -> Bool
  {
    try await missing(on: client).isEmpty
  }
}

extension DagsterError {
  /// The server took it, and nothing came of it.
  package static func undone(_ left: Int, of count: Int) -> DagsterError {
    DagsterError(
      .refused(
        type: "Undone",
        message: "\(left) of \(count) are not so afterwards, and Dagster gave no reason"
      )
    )
  }
}

/// Work that is done once it is sent: a `Change`, and whether something of it was left out.
package struct OnceWork: RunlessWork {
  package static let kind = LaunchRecord.Kind.once
  package static let deed = "carried out"
  /// Nothing in Dagster has an id for it.
  private static let id = "done"

  private let change: any Change
  package let skipped: Int

  /// - Parameter skipped: partitions that are selected and left out, since they are there already.
  package init(_ change: any Change, skipped: Int = 0) { (self.change, self.skipped) = (change, skipped) }

  package var targeted: Int? { change.count }

  package func start(as launch: WorkLabels, on client: DagsterClient) async throws(DagsterError) -> String {
    try await change.carryOut(on: client)
    return Self.id
  }

  package func find(_ launch: LaunchRecord, on client: DagsterClient) async throws(DagsterError) -> [String] {
    try await change.isDone(since: launch.intended, on: client) ? [Self.id] : []
  }

  /// It was looked at when it was sent.
  package static func observe(
    _ id: String,
    of launch: LaunchRecord,
    for aim: WorkAim,
    on client: DagsterClient
  )
    async throws(DagsterError)
    -> Observation
  {
    var observation = Observation(status: "DONE", isOver: true)
    let count = launch.targeted ?? 1
    (observation.targeted, observation.materialized) = (count, count)
    return observation
  }
}
