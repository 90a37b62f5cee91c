internal import Contract
internal import Kubernetes
import Ledger

/// What a Job's end, its pods and the ledger say together.
struct JobEnding {
  /// The Job at its end; nil where it is gone.
  let job: Job?
  let name: String
  /// How its containers ended, in the order of their pods.
  let endings: [Pod.ContainerStatus.Terminated]
  /// What the ledger has; nil where it has nothing, or isn't asked.
  let record: Record?
  /// Of the document that was carried out: a record of another one says nothing about it.
  let digest: String

  var conclusion: Conclusion {
    let code = exitCode
    let isSuccess = code == ExitStatus.succeeded.rawValue
    return Conclusion(
      exitCode: code,
      "\(what)\(recorded)" + (isSuccess ? "" : "; exit code \(code)") + advice
    )
  }

  /// The Job's own word goes first, then the runner's, then the ledger's. Without any of them the work may go on.
  private var exitCode: Int32 {
    let outcome = isRecorded ? record?.outcome : nil
    // It may have succeeded while somebody tried to cancel it.
    if job?.condition("Complete") != nil || outcome == .succeeded { return ExitStatus.succeeded.rawValue }
    if failure?.reason != "DeadlineExceeded", job != nil, let ending, ending.exitCode != 0 {
      return ending.exitCode
    }
    switch outcome {
    case .failed, .canceled: return ExitStatus.failed.rawValue
    default: return ExitStatus.detached.rawValue
    }
  }

  /// How the container ended that tells how the Job did: one that came to a verdict, before one that only failed, before one
  /// that left the job to others; of several the last.
  private var ending: Pod.ContainerStatus.Terminated? {
    endings.reversed().max { $0.weight < $1.weight }
  }

  private var isRecorded: Bool { record?.document.digest == digest }

  private var failure: Condition? { job?.condition("Failed") }

  private var what: String {
    guard let job else { return "the Job \(name) is gone" }
    if job.condition("Complete") != nil { return "the Job \(name) is complete" }
    let why = failure?.words ?? ""
    return "the Job \(name) has failed" + (why.isEmpty ? "" : " (\(why))")
  }

  private var recorded: String {
    guard let record else { return "" }
    guard isRecorded else { return ", and the ledger has another document of it" }
    if record.isWaiting {
      return ", and the job waits for a person: plan what is left of it, and start it with that plan"
    }
    return ", and the ledger says \(record.outcome?.rawValue ?? "unfinished")"
  }

  private var advice: String {
    switch (ExitStatus(rawValue: exitCode), exitCode) {
    case (.detached, _): ": what it began may go on; start it again and it attaches"
    case (.ambiguous, _): ": a person must look, as its log says, and nothing is started again until then"
    case (nil, 128) where ending?.reason == "StartError":
      ": its container can't be made; where its log names memory, raise it by .kubernetes(KubernetesSettings(memory: …))"
    case (nil, 137) where ending?.reason == "OOMKilled":
      ": it needs more memory, by .kubernetes(KubernetesSettings(memory: …))"
    default: ""
    }
  }
}

extension Pod.ContainerStatus.Terminated {
  /// How much its exit code says of how the Job ended.
  fileprivate var weight: Int {
    switch ExitStatus(rawValue: exitCode) {
    case .succeeded: 0
    case .held, .detached: 1
    // Others than the runner's too, such as 137.
    case nil, .unavailable: 2
    case .failed, .stalePlan, .ambiguous, .documentChanged, .usage, .invalidDocument, .notFound, .bug,
      .refused,
      .badEnvironment:
      3
    }
  }
}
