/// One time that a runner took a job up.
public struct Attempt: Codable, Hashable, Sendable {
  /// 1 for the first.
  public var number: Int
  /// When it began.
  public var started: Timestamp
  /// When it ended; `nil` while it goes on, or when the runner was killed.
  public var ended: Timestamp?
  /// Who ran it, and from what.
  public var provenance: Provenance
  /// How it ended; `nil` while it goes on, or when the runner was killed.
  public var outcome: Outcome?
  /// What was attempted, where it was not to run the job.
  public var verb: Verb?
  /// The digest of the plan that was approved for it; `nil` where nobody was asked.
  public var plan: String?

  /// What a runner may do with a job, apart from running it.
  public enum Verb: String, Codable, Hashable, Sendable {
    /// To stop what the job began.
    case cancel
  }

  /// An attempt at a job.
  public init(
    number: Int,
    started: Timestamp,
    ended: Timestamp? = nil,
    provenance: Provenance,
    outcome: Outcome? = nil,
    verb: Verb? = nil,
    plan: String? = nil
  ) {
    self.number = number
    self.started = started
    self.ended = ended
    self.provenance = provenance
    self.outcome = outcome
    self.verb = verb
    self.plan = plan
  }
}

/// Who ran a job, and from what; each is `nil` when it was not given.
public struct Provenance: Codable, Hashable, Sendable {
  /// The person or the account that started the pipeline.
  public var actor: String?
  /// Who approved the plan, where the pipeline knows it.
  public var approver: String?
  /// The commit that the image was built from.
  public var commit: String?
  /// The image that ran.
  public var image: String?
  /// The page of the pipeline's run.
  public var pipelineURL: String?
  /// Why they did, in their own words; at most `maximumReasonLength` characters.
  public var reason: String?

  /// How many characters of a reason are kept.
  public static let maximumReasonLength = 1_000

  /// Provenance as it was given.
  public init(
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
  public static let variables = [
    "JOB_ACTOR", "JOB_APPROVER", "JOB_COMMIT", "JOB_IMAGE", "JOB_PIPELINE_URL", "JOB_REASON",
  ]

  /// Reads `variables`; an empty one counts as not given.
  public init(environment: [String: String]) {
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
