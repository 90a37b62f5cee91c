internal import Diagnostics
internal import JobDSL
package import Ledger

/// What somebody asks for. Every text is data: nothing of it is ever a part of a script.
package struct TriggerRequest: Sendable {
  /// The job's name: a folder of `generated/`.
  package let job: String
  package let mode: Mode
  package let namespace: String
  /// The image to run; nil for what needs none, and for a cancellation by the image that the job runs in.
  package let image: ImageReference?
  /// What was approved; nil for whatever is to be done now.
  package let plan: String?
  /// Whether to do what is left of a job that somebody canceled.
  package let resumesCanceled: Bool
  /// Who asks, from which commit and which pipeline.
  package let provenance: Provenance
  /// Why; nil where nobody said.
  package let reason: String?

  /// - Throws: `Refusal` where something can't be.
  package init(
    job: String,
    mode: Mode,
    namespace: String,
    image: ImageReference?,
    plan: String? = nil,
    resumesCanceled: Bool = false,
    provenance: Provenance = Provenance(),
    reason: String? = nil
  ) throws(Refusal) {
    self.job = job
    self.mode = mode
    self.namespace = namespace
    self.image = image
    self.plan = plan
    self.resumesCanceled = resumesCanceled
    self.provenance = provenance
    self.reason = reason
    try check()
  }

  private func check() throws(Refusal) {
    guard DNSLabel.matches(job) || (job.isEmpty && mode == .history) else {
      throw .usage("expected a job's name, such as recover-orders-2024-02, found \(quoted(job))")
    }
    guard DNSLabel.matches(namespace) else {
      throw .usage(
        "--namespace: expected a namespace's name, such as production-jobs, found \(quoted(namespace))"
      )
    }
    if let plan {
      guard mode == .run else { throw .usage("--plan goes with --mode run alone: it is what was approved") }
      guard ImageReference.isDigest(plan) else {
        throw .usage("--plan: expected sha256: and 64 digits, as --mode plan prints, found \(quoted(plan))")
      }
    }
    guard !resumesCanceled || mode == .run else {
      throw .usage("--resume-canceled goes with --mode run alone")
    }
    guard image != nil || !mode.startsJob || mode == .cancel else {
      throw .usage("--mode \(mode.rawValue) needs VERSION, and --image or RUNNER_IMAGE")
    }
  }

  /// The same, by another image.
  func running(_ image: ImageReference) throws(Refusal) -> TriggerRequest {
    try TriggerRequest(
      job: job,
      mode: mode,
      namespace: namespace,
      image: image,
      plan: plan,
      resumesCanceled: resumesCanceled,
      provenance: provenance,
      reason: reason
    )
  }
}
