internal import Kubernetes
import Ledger

/// What a Job's end, its last pod and the ledger say together.
struct Verdict {
  /// The Job at its end; nil where it is gone.
  let job: Job?
  let name: String
  /// How the last pod's container ended that did.
  let ending: Pod.ContainerStatus.Terminated?
  /// What the ledger has; nil where it has nothing, or isn't asked.
  let record: Record?
  /// Of the document that was carried out: a record of another one says nothing about it.
  let digest: String

  var conclusion: Conclusion {
    let code = exitCode
    return Conclusion(code, "\(what)\(recorded)" + (code == 0 ? "" : "; exit code \(code)") + advice)
  }

  /// The Job's own word goes first, then the runner's, then the ledger's. Without any of them the work may go on.
  private var exitCode: Int32 {
    if job?.condition("Complete") != nil { return 0 }
    // Whoever tried to cancel it meanwhile.
    if isRecorded, record?.outcome == .succeeded { return 0 }
    if failure?.reason != "DeadlineExceeded", job != nil, let ending, ending.exitCode != 0 {
      return ending.exitCode
    }
    switch isRecorded ? record?.outcome : nil {
    case .succeeded: return 0
    case .failed, .canceled: return 1
    default: return 75
    }
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
    return ", and the ledger says \(record.outcome?.rawValue ?? "unfinished")"
  }

  private var advice: String {
    switch exitCode {
    case 75: ": what it began may go on; start it again and it attaches"
    case 4: ": a person must look, as its log says, and nothing is started again until then"
    case 128 where ending?.reason == "StartError":
      ": its container can't be made; where its log names memory, raise it by .kubernetes(KubernetesSettings(memory: …))"
    case 137 where ending?.reason == "OOMKilled":
      ": it needs more memory, by .kubernetes(KubernetesSettings(memory: …))"
    default: ""
    }
  }
}
