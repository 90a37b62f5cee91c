/// One time that a runner took a job up.
package struct Attempt: Codable, Hashable, Sendable {
  /// 1 for the first.
  package var number: Int
  /// When it began.
  package var started: Timestamp
  /// When it ended; `nil` while it goes on, or when the runner was killed.
  package var ended: Timestamp?
  /// Who ran it, and from what.
  package var provenance: Provenance
  /// How it ended; `nil` while it goes on, or when the runner was killed.
  package var outcome: Outcome?
  /// What was attempted, where it was not to run the job.
  package var verb: Verb?
  /// The digest of the plan that was approved for it; `nil` where nobody was asked.
  package var plan: String?
  /// Whether people were told how it ended; `nil` where nobody was to be told.
  package var notice: Notice?
  /// The uid of the Kubernetes Job whose pod it was; `nil` outside of one.
  package var kubernetesJob: String?

  /// What a runner may do with a job, apart from running it.
  package enum Verb: String, Codable, Hashable, Sendable {
    /// To stop what the job began.
    case cancel
    /// To switch on again what it has switched off.
    case restore
  }

  /// An attempt at a job.
  package init(
    number: Int,
    started: Timestamp,
    ended: Timestamp? = nil,
    provenance: Provenance,
    outcome: Outcome? = nil,
    verb: Verb? = nil,
    plan: String? = nil,
    kubernetesJob: String? = nil
  ) {
    self.number = number
    self.started = started
    self.ended = ended
    self.provenance = provenance
    self.outcome = outcome
    self.verb = verb
    self.plan = plan
    self.kubernetesJob = kubernetesJob
  }
}

/// Who ran a job, and from what; each is `nil` when it was not given.
package struct Provenance: Codable, Hashable, Sendable {
  /// The person or the account that started the pipeline.
  package var actor: String?
  /// Who approved the plan, where the pipeline knows it.
  package var approver: String?
  /// The commit that the image was built from.
  package var commit: String?
  /// The image that ran.
  package var image: String?
  /// The page of the pipeline's run.
  package var pipelineURL: String?
  /// Why they did, in their own words; at most `maximumReasonLength` characters.
  package var reason: String?

  /// How many characters of a reason are kept.
  package static let maximumReasonLength = 1_000

  /// Provenance as it was given.
  package init(
    actor: String? = nil,
    approver: String? = nil,
    commit: String? = nil,
    image: String? = nil,
    pipelineURL: String? = nil,
    reason: String? = nil
  ) {
    self.actor = actor
    self.approver = approver
    self.commit = commit
    self.image = image
    self.pipelineURL = pipelineURL
    self.reason = reason?.clipped(to: Self.maximumReasonLength)
  }

  /// Where a runner is told of it.
  package static let variables = [
    "JOB_ACTOR", "JOB_APPROVER", "JOB_COMMIT", "JOB_IMAGE", "JOB_PIPELINE_URL", "JOB_REASON",
  ]

  /// Reads `variables`; an empty one counts as not given.
  package init(environment: [String: String]) {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    self.init(
      actor: value("JOB_ACTOR"),
      approver: value("JOB_APPROVER"),
      commit: value("JOB_COMMIT"),
      image: value("JOB_IMAGE"),
      pipelineURL: value("JOB_PIPELINE_URL"),
      reason: value("JOB_REASON")
    )
  }
}
