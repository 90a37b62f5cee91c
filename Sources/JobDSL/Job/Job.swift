package import Diagnostics

/// A one-time production job: a name that is never used twice, who answers for it, why, and what to do.
///
/// Each job is a top-level constant in a file of its own; the build registers it.
public struct Job: Sendable {
  public let document: JobDocument
  public let stepLocations: [SourceLocation]
  public let location: SourceLocation
  public var kubernetes = KubernetesSettings()

  /// - Parameters:
  ///   - name: DNS-1123: small letters, digits and `-`, at most 63 characters.
  ///   - owner: the team or person that answers for the job.
  ///   - reason: why it is needed; for the people who review it and who read the history.
  ///   - validUntil: the last day, in UTC, on which it may begin; later it is refused. What has begun is carried out.
  ///   - watchers: who is told how it ended, beside the owner.
  ///   - file: where the job is written, for the messages of `emit`; left to the compiler, as are the next two.
  ///   - line: the same.
  ///   - column: the same.
  ///   - steps: what to do, in this order, up to the first failure.
  public init(
    _ name: String,
    owner: String,
    reason: String,
    validUntil: Day? = nil,
    watchers: [String] = [],
    file: String = #filePath,
    line: Int = #line,
    column: Int = #column,
    @StepsBuilder steps: () -> [LocatedStep]
  ) {
    let located = steps()
    document = JobDocument(
      metadata: Metadata(
        name: name,
        owner: owner,
        reason: reason,
        validUntil: validUntil?.text,
        watchers: watchers
      ),
      steps: located.map(\.step)
    )
    stepLocations = located.map(\.location)
    location = SourceLocation(file: file, line: line, column: column)
  }

  /// Where each condition is written, by its path in the document; of one that is written twice, the later place.
  package var conditionLocations: [Path: SourceLocation] {
    var locations: [Path: SourceLocation] = [:]
    for (index, step) in document.steps.enumerated() {
      let command = document.path(ofStep: index)
      for place in step.conditions.places.value ?? [] {
        locations[Path(command.components + place.path.components)] = place.location
      }
    }
    return locations
  }

  /// How the job's pod runs in the cluster.
  public func kubernetes(_ settings: KubernetesSettings) -> Job {
    var copy = self
    copy.kubernetes = settings
    return copy
  }
}

extension Job {
  @available(*, unavailable, message: "a job needs a reason: reason: \"why this is run, and the ticket\"")
  public init(_ name: String, owner: String, @StepsBuilder steps: () -> [LocatedStep]) {
    self.init(name, owner: owner, reason: "", steps: steps)
  }

  @available(*, unavailable, message: "a job needs an owner: owner: \"the team that answers for it\"")
  public init(_ name: String, reason: String, @StepsBuilder steps: () -> [LocatedStep]) {
    self.init(name, owner: "", reason: reason, steps: steps)
  }

  @available(*, unavailable, message: "a job needs an owner and a reason: Job(\"name\", owner: …, reason: …)")
  public init(_ name: String, @StepsBuilder steps: () -> [LocatedStep]) {
    self.init(name, owner: "", reason: "", steps: steps)
  }

  @available(*, unavailable, message: "a job needs a name: Job(\"name\", owner: …, reason: …)")
  public init(owner: String, reason: String, @StepsBuilder steps: () -> [LocatedStep]) {
    self.init("", owner: owner, reason: reason, steps: steps)
  }
}
