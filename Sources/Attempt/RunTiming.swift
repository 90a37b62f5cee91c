/// The waits of an attempt, in seconds.
package struct RunTiming: Hashable, Sendable {
  /// A record that isn't written for so long has no living holder.
  package var lease: Double
  /// The first and the longest pause between two looks at running work.
  package var poll = 1.0...4.0
  /// How long the server may be away, before a launch as while work is watched.
  package var outage: Double
  /// Whether a server that has never answered is waited for before a launch; a wrong address never answers.
  package var waitsForFirstAnswer: Bool
  /// How long a retry may be overdue that Dagster has promised: what it retries is not over.
  package var retry = 600.0
  /// How long Dagster may take to decide on a retry that it hasn't promised. Its daemon does so every 5 s.
  package var undecided = 60.0
  /// How long runs that a step stops may take to end.
  package var stopping = 600.0
  /// How long what was switched on or off has to stay so: Dagster's daemon, which has read how it was before, may write
  /// that back.
  package var settling: Double
  /// How long after its intent was written a launch may be sent.
  package var sending: Double
  /// How long after its intent was seen a launch may still arrive at the server.
  package var flight: Double
  /// How often a launch is sent that never arrives.
  package var sends = 3

  /// - Parameters:
  ///   - lease: in seconds.
  ///   - request: the longest that a request may take; a launch may take twice as long.
  ///   - outage: how long the server may be away.
  ///   - waitsForFirstAnswer: whether one that has never answered is waited for as well.
  package init(
    lease: Double = 60,
    request: Double = 30,
    outage: Double = 600,
    waitsForFirstAnswer: Bool = true
  ) {
    self.waitsForFirstAnswer = waitsForFirstAnswer
    self.lease = lease
    self.outage = outage
    sending = min(10, lease / 3)
    settling = min(10, lease / 4)
    // As long again for what stands in a proxy or in the server after the client has given it up.
    flight = sending + 2 * request + request
  }
}
