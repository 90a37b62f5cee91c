import FuzzTargets
import Synchronization

/// Runs asynchronous work to its end on the calling thread: libFuzzer's call is not asynchronous, and the work on an
/// input must not outlive it.
func onThisThread<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) throws(Violation) -> Value {
  let executor = QueueExecutor()
  let result = Finished<Value>()
  Task(executorPreference: executor) { @concurrent in
    let value = await work()
    result.value.withLock { $0 = value }
  }
  executor.drain()
  guard let value = result.value.withLock(\.self) else {
    throw Violation("expected the work to end without waiting for anything outside of it")
  }
  return value
}

private final class Finished<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
}

private final class QueueExecutor: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
  }

  /// Until there is nothing more to do.
  func drain() {
    while let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
