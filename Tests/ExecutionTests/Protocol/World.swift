import Dagster

@testable import Attempt
@testable import Ledger

/// A ledger, a Dagster, the wire between, and two runners: everything that a model of the protocol needs.
///
/// Time comes in whole seconds that pass whenever they like, also while a runner has something to do: a
/// runner that stalls is one that others' seconds pass by.
struct World: Hashable {
  var clock = 0
  var ledger: StoredRecord?
  /// When its lease ends, by the clock of who wrote it.
  var expires = 0
  /// When the lease's holder last wrote, by the world's clock.
  var written = 0
  /// Whether a living runner's claim was taken from it that had written within the lease.
  var isRobbed = false
  /// How much Dagster had of the job when a cancellation said that nothing runs any more.
  var stopped: Int?
  var server: [Instance] = []
  /// Launches that were sent and have not arrived.
  var wire: [Request] = []
  var runners: [Runner]
  /// How many exchanges may still go wrong.
  var faults: Int
  /// How many runners may still be killed.
  var crashes: Int
  /// How many runners may still be told to leave.
  var signals: Int
  /// How many pieces of work may still fail.
  var failures: Int
  /// How often Dagster may still retry what failed.
  var retries = 0
  /// How often somebody may still touch the record who has nothing to do with runners.
  var touches = 0
  /// How often somebody may still delete the record.
  var deletions = 0
  /// How often somebody may still make the record unreadable.
  var damages = 0
  /// What was deleted, as a backup has it.
  var backup: StoredRecord?
  /// Whether what stands in the record's place is none.
  var isDamaged = false
  /// What the one step changes; `nil` where its work is launched and runs.
  var change: Change?
  /// What a job of three steps pauses; `nil` for a job that pauses nothing.
  var paused: Paused?

  /// Something that Dagster runs.
  struct Instance: Hashable {
    enum Status: Hashable {
      case running, succeeded, failed, canceled
      /// It failed, and Dagster will retry it.
      case awaitingRetry
      /// It failed, and another instance is its retry.
      case retried

      /// Whether something of it goes on, or will by itself.
      var isLive: Bool { self == .running || self == .awaitingRetry }
    }

    var request: Request
    var status = Status.running
    /// Whether Dagster started it by itself, with the tags of the one that failed.
    var isRetry = false
  }

  struct Request: Hashable {
    var step: Int
    var launchID: String
    /// A request that has not arrived by then never does.
    var arrivesBy: Int
  }

  /// A place where runners are started, one after the other.
  struct Runner: Hashable {
    var number: Int
    var goal: AttemptMachine.Goal
    /// How far its machine's time of day is off.
    var skew: Int
    /// How many may still be started here.
    var starts: Int
    /// The Kubernetes Job of which each of them is a pod.
    var kubernetesJob: String?
    var attempt: MutantAttempt?
    var action: AttemptMachine.Action?
    var wakes = 0
  }

  /// Seconds: short ones, in the same order as real ones.
  static let timing: RunTiming = {
    var timing = RunTiming(lease: 2, request: 1)
    timing.poll = 1.0...1.0
    timing.outage = 1
    timing.retry = 1
    timing.sending = 1
    timing.flight = 3
    timing.sends = 2
    timing.settling = 0
    return timing
  }()

  /// A request is on its way for a second at most: with the second in which it may be sent, and one to spare,
  /// that is the flight.
  static let transit = 1

  static func fresh(steps: Int) -> Record {
    Record(
      job: "job",
      document: DocumentReference(digest: "d", text: "", file: ""),
      owner: "",
      reason: "",
      created: Sample.start,
      updated: Sample.start,
      steps: (0..<steps).map { StepRecord(index: $0, command: "launch", summary: "") }
    )
  }

  func now(for runner: Runner) -> Moment {
    Moment(time: Sample.start.advanced(by: Double(clock + runner.skew)), uptime: Double(clock))
  }

  func instances(of step: Int) -> [Instance] { server.filter { $0.request.step == step } }
}
