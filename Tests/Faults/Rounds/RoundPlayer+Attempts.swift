import Foundation
import TestSupport

extension RoundPlayer {
  /// Starts the runners and waits for all of them.
  func attempt(_ strikes: [Strike], runners: Int) async throws -> [Child.Ending] {
    await director.begin(strikes)
    let stamp = await stage.ledger.stamp(of: stage.name)
    let children = try (0..<runners).map { _ in try stage.startRun() }
    director.started(children)
    let watchers = [Task { await watchRecord(since: stamp) }, Task { await watchClock(strikes) }]
    let endings = await withTaskCancellationHandler {
      var endings: [Child.Ending] = []
      for child in children { endings.append(await child.ending()) }
      return endings
    } onCancel: {
      children.forEach { $0.send(SIGKILL) }
    }
    director.ended()
    for watcher in watchers {
      watcher.cancel()
      await watcher.value
    }
    await director.finish()
    try await stage.ledger.mend()
    for ending in endings {
      director.note("a runner exited with \(ending.status)\n\(ending.output)\(ending.errors)")
    }
    try Task.checkCancellation()
    return endings
  }

  /// As whoever starts the job again would: at once, or when the lease of a killed one is over.
  func pause(after status: Int32) async throws {
    let lease = theatre.limits.lease * 1000 + 200
    let milliseconds =
      switch status {
      case 5: lease
      case -9: plan.restartsAtOnce ? 0 : lease
      default: 300
      }
    try await Task.sleep(for: .milliseconds(milliseconds))
  }

  /// Tells each write of the record; looks every millisecond.
  private func watchRecord(since stamp: String?) async {
    var last = stamp
    var writes = 0
    while !Task.isCancelled {
      let stamp = await stage.ledger.stamp(of: stage.name)
      if stamp != last {
        writes += 1
        last = stamp
        await director.strike(at: .recordWrite(writes))
      }
      try? await Task.sleep(for: .milliseconds(1))
    }
  }

  private func watchClock(_ strikes: [Strike]) async {
    for strike in strikes {
      guard case .after(let delay) = strike.moment else { continue }
      guard (try? await Task.sleep(for: delay)) != nil else { return }
      await director.strike(at: strike.moment)
    }
  }
}
