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
  public var name: String
  public var owner: String
  public var reason: String

  package init(name: String, owner: String, reason: String) {
    self.name = name
    self.owner = owner
    self.reason = reason
  }
}
