internal import UnixSignals

/// Does the work; a first SIGTERM or SIGINT cancels its task, a second one doesn't wait for its end.
///
/// - Parameters:
///   - first: what is done besides, once it was told to leave.
///   - second: leaves at once.
package func untilToldToLeave<Ending: Sendable>(
  first: @escaping @Sendable () -> Void = {},
  second: @escaping @Sendable () -> Never,
  _ work: @escaping @Sendable () async -> Ending
) async -> Ending {
  // Before anything begins: until then a signal ends the process.
  let caught = await UnixSignalsSequence(trapping: .sigterm, .sigint)
  let task = Task { await work() }
  let signals = Task {
    var isTold = false
    for await _ in caught {
      if isTold { second() }
      isTold = true
      task.cancel()
      first()
    }
  }
  let ending = await task.value
  signals.cancel()
  return ending
}
