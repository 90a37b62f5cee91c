/// What is known about one step of a job.
package struct StepRecord: Codable, Hashable, Sendable {
  /// Where a step is on its way.
  package enum State: String, Codable, Hashable, Sendable, CaseIterable {
    /// Nothing was done for it yet.
    case pending
    /// A launch is written down that Dagster may or may not have received.
    case intended
    /// Dagster received the launch.
    case launched
    /// Everything that it targets is there.
    case succeeded
    /// It ended, and not everything is there.
    case failed
    /// It was canceled, and nothing runs any more.
    case canceled
  }

  /// Its place in the job's list of steps, from 0.
  package var index: Int
  /// The command's word: `backfill`, `materialize` or `launch`.
  package var command: String
  /// What it does, for people: `orders 2024-02-01…2024-02-15`.
  package var summary: String
  /// Where it is on its way.
  package var state: State
  /// What was launched for it, in order; more than one after a failed launch was repeated.
  package var launches: [LaunchRecord]
  /// How many launches between the first and the last were dropped to keep the record small; `nil` for none.
  package var omittedLaunches: Int?
  /// What else a person should know, above all why it failed.
  package var message: String?
  /// How many characters of a remark are kept.
  package static let maximumRemarkLength = 2_000
  /// What did not go well of a step that succeeded anyway, such as an asset check; `nil` for nothing.
  package var remark: String?
  /// The number of the attempt that came here and waits for a person since; `nil` for a step that waits for nobody.
  package var heldAt: Int?

  /// A step of a job.
  package init(
    index: Int,
    command: String,
    summary: String,
    state: State = .pending,
    launches: [LaunchRecord] = [],
    message: String? = nil
  ) {
    self.index = index
    self.command = command
    self.summary = summary
    self.state = state
    self.launches = launches
    self.message = message
  }
}

extension StepRecord {
  /// Whether something that it launched has not been seen to end.
  package var isUnderWay: Bool { launches.contains(where: \.isUnderWay) }

  /// Whether it is over, and not everything is there.
  package var hasEndedBadly: Bool { state == .failed || state == .canceled }

  /// Whether a person has yet to approve what comes next.
  package var isHeld: Bool { heldAt != nil && state == .pending }
}

extension [StepRecord] {
  /// The first that has not succeeded: the one at which a job goes on.
  package var firstOpen: StepRecord? { first { $0.state != .succeeded } }
}
