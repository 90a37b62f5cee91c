public import ExactText

/// What a job's document says: all that the runner needs, and nothing of where it was written.
public struct JobDocument: Hashable, Sendable {
  public var metadata: Metadata
  public var steps: [Step]

  package init(metadata: Metadata, steps: [Step]) {
    self.metadata = metadata
    self.steps = steps
  }
}

/// Which job it is, whose, and why.
public struct Metadata: Hashable, Sendable {
  /// DNS-1123, at most 63 characters: it becomes the name of a Kubernetes object.
  @Exact public var name: String
  @Exact public var owner: String
  @Exact public var reason: String
  /// The last day, in UTC, on which the job may begin: `2024-06-30`. `nil` for one that may always.
  @Exact public var validUntil: String?
  /// Who is told how it ended, beside the owner.
  @Exact public var watchers: [String]

  package init(
    name: String,
    owner: String,
    reason: String,
    validUntil: String? = nil,
    watchers: [String] = []
  ) {
    self.name = name
    self.owner = owner
    self.reason = reason
    self.validUntil = validUntil
    self.watchers = watchers
  }
}
