package import Ledger

/// A moment as one process sees it, by its two clocks.
package struct Moment: Hashable, Sendable {
  /// The time of day, which another machine's clock may tell differently, by minutes. It is written down for
  /// people; nothing that must be safe is decided by it.
  var time: Timestamp
  /// Seconds since a moment of this process's own, by a clock that never jumps.
  var uptime: Double

  init(time: Timestamp, uptime: Double) {
    (self.time, self.uptime) = (time, uptime)
  }

  package init(_ clock: any WallClock) {
    self.init(time: clock.now(), uptime: clock.uptime())
  }
}
